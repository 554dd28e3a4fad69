// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/xml_reader.hpp"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

constexpr std::array<std::string_view, 1> kRecords = {"entry"};
constexpr XmlFormat kFormat = {"list", kRecords};

/// The record written out again, for comparing: name[attribute text children].
std::string written(const XmlElement& element) {
    std::string all = text(element.name(), "[", element.attribute("a"), " ", element.text());
    for (const XmlElement child : element.children()) all += written(child);
    return all + "]";
}

struct Read {
    std::optional<XmlReading> reading;
    std::optional<Error> error;
    Report report{"test.xml"};
    std::vector<std::string> records;
    std::vector<std::uint64_t> offsets;
    std::string root_date;
};

Read read(std::string_view bytes) {
    Read read;
    const XmlHandlers handlers = {
        [&](const XmlElement& root) { read.root_date = root.attribute("date"); },
        [&](const XmlElement& record) {
            read.records.push_back(written(record));
            read.offsets.push_back(record.offset_bytes());
            return true;
        }};
    const auto result = read_xml({"test.xml", bytes}, kFormat, handlers, read.report);
    if (result) {
        read.reading = *result;
    } else {
        read.error = result.error();
    }
    return read;
}

TEST(XmlReader, GivesEachRecordAsATreeAndTheRootsAttributes) {
    const std::string bytes =
        "<?xml version=\"1.0\"?><list date='2025-01-02'><head><n>3</n></head>"
        "<entry a='1'> <b>x &amp; y</b><b a='2'/> z<c><![CDATA[<d>]]></c></entry>\n"
        "<group><entry><entry>inner</entry></entry></group></list>\n";
    const Read result = read(bytes);
    ASSERT_TRUE(result.reading.has_value());
    EXPECT_TRUE(result.reading->is_whole);
    EXPECT_EQ(result.reading->records_count, 2U);
    EXPECT_EQ(result.report.accepted_count(), 2U);
    EXPECT_EQ(result.report.losses_count(), 0U);
    EXPECT_EQ(result.root_date, "2025-01-02");
    EXPECT_EQ(result.records, (std::vector<std::string>{"entry[1 zb[ x & y]b[2 ]c[ <d>]]",
                                                        "entry[ entry[ inner]]"}));
    EXPECT_EQ(result.offsets[0], bytes.find("<entry"));
}

TEST(XmlReader, AnAbsentElementIsFalseAndEmptyAllTheWayDown) {
    const XmlHandlers handlers = {{}, [](const XmlElement& record) {
                                      const XmlElement none = record.child("x").child("y");
                                      EXPECT_FALSE(none);
                                      EXPECT_EQ(none.text(), "");
                                      EXPECT_EQ(none.value("z"), "");
                                      EXPECT_EQ(none.attribute("a"), "");
                                      for (const XmlElement child : none.children("z")) {
                                          ADD_FAILURE() << child.name();
                                      }
                                      std::string all;
                                      for (const XmlElement child : record.children("b")) {
                                          all += child.text();
                                      }
                                      EXPECT_EQ(all, "13");
                                      EXPECT_EQ(record.value("c"), "2");
                                      return true;
                                  }};
    Report report("test.xml");
    const auto result =
        read_xml({"test.xml", "<list><entry><b>1</b><c>2</c><b>3</b></entry></list>"}, kFormat,
                 handlers, report);
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(report.accepted_count(), 1U);
}

TEST(XmlReader, CutsPrefixesOffAndLeavesTheMachineryOut) {
    const Read result = read(
        "<s:list xmlns:s='urn:x' xmlns:xsi='urn:i' s:date='d'>"
        "<s:entry s:a='1' xsi:nil='true' xmlns='urn:y'><s:b>t</s:b></s:entry></s:list>");
    EXPECT_EQ(result.root_date, "d");
    EXPECT_EQ(result.records, std::vector<std::string>{"entry[1 b[ t]]"});
}

TEST(XmlReader, ReadsTheEncodingsOfPublishersIntoUtf8) {
    const std::string latin =
        "<?xml version='1.0' encoding='ISO-8859-1'?><list><entry>M\xFCller</entry></list>";
    EXPECT_EQ(read(latin).records, std::vector<std::string>{"entry[ M\xC3\xBCller]"});
    const std::string plain = "<list><entry>\xEA\xB9\x80</entry></list>";
    EXPECT_EQ(read("\xEF\xBB\xBF" + plain).records, read(plain).records);
    const std::u16string wide = u"\uFEFF<list><entry>\uAE40</entry></list>";
    for (const bool is_big : {false, true}) {
        std::string bytes;
        for (const char16_t unit : wide) {
            const char high = static_cast<char>(unit >> 8U);
            const char low = static_cast<char>(unit & 0xFFU);
            bytes += is_big ? high : low;
            bytes += is_big ? low : high;
        }
        EXPECT_EQ(read(bytes).records, std::vector<std::string>{"entry[ \xEA\xB9\x80]"});
    }
    const Read unknown = read("<?xml version='1.0' encoding='EBCDIC-0'?><list/>");
    ASSERT_TRUE(unknown.error.has_value());
    EXPECT_EQ(unknown.error->fault, Fault::unsupported);
}

TEST(XmlReader, RefusesWhatIsNoListOfThisKind) {
    for (const std::string_view bytes :
         {"", "  ", "id,name\n1,X\n", "<html><body>Not found</body></html>", "{\"a\":1}", "<list",
          "\xFF\xFE"}) {
        const Read result = read(bytes);
        ASSERT_TRUE(result.error.has_value()) << bytes;
        EXPECT_NE(result.error->message.find("root list"), std::string::npos);
        EXPECT_EQ(result.report.losses_count(), 0U);
    }
}

TEST(XmlReader, RefusesDocumentTypesAndSoExpandsNoEntity) {
    const std::string bomb =
        "<!DOCTYPE list [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
        "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><list><entry>&b;&f;</entry></list>";
    const Read result = read(bomb);
    ASSERT_TRUE(result.error.has_value());
    EXPECT_EQ(result.error->fault, Fault::refused);
    EXPECT_NE(result.error->message.find("DOCTYPE list"), std::string::npos);
    EXPECT_TRUE(result.records.empty());
    const Read undeclared = read("<list><entry>1</entry><entry>&b;</entry></list>");
    ASSERT_TRUE(undeclared.reading.has_value());
    EXPECT_FALSE(undeclared.reading->is_whole);
    EXPECT_EQ(undeclared.records.size(), 1U);
    ASSERT_EQ(undeclared.report.rejected_count(), 1U);
    EXPECT_EQ(undeclared.report.first_losses()[0].offset_bytes, 29U);
}

TEST(XmlReader, KeepsTheRecordsBeforeABrokenPlaceAndSaysWhere) {
    const std::string good = "<list><entry>1</entry><entry>";
    for (const std::string_view bad : {"\xC3(", "\x01", "<b></c>", "<b a=1/>", "]]>"}) {
        const Read result = read(good + std::string(bad) + "</entry></list>");
        ASSERT_TRUE(result.reading.has_value());
        EXPECT_FALSE(result.reading->is_whole);
        EXPECT_EQ(result.records, std::vector<std::string>{"entry[ 1]"});
        ASSERT_EQ(result.report.rejected_count(), 1U);
        EXPECT_GE(result.report.first_losses()[0].offset_bytes, good.size());
        EXPECT_EQ(result.report.first_losses()[0].fault, Fault::malformed);
    }
}

TEST(XmlReader, TheFileCutAtEveryByteIsNeverWhole) {
    const std::string bytes =
        "<?xml version='1.0'?><list date='1'><!-- c --><entry a='1'><b>\xC3\xBC &lt;</b></entry>"
        "<entry/><entry><![CDATA[x]]></entry></list>";
    const Read whole = read(bytes);
    ASSERT_EQ(whole.records.size(), 3U);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const Read cut = read(std::string_view(bytes).substr(0, size));
        ASSERT_LE(cut.records.size(), whole.records.size());
        for (std::size_t i = 0; i < cut.records.size(); ++i) {
            EXPECT_EQ(cut.records[i], whole.records[i]);
        }
        if (cut.error) continue;
        EXPECT_FALSE(cut.reading->is_whole) << size;
        EXPECT_EQ(cut.report.rejected_count(), 1U) << size;
        EXPECT_EQ(cut.report.first_losses()[0].fault, Fault::truncated) << size;
    }
}

std::string nested(std::size_t depth) {
    std::string bytes;
    for (std::size_t i = 0; i < depth; ++i) bytes += "<b>";
    for (std::size_t i = 0; i < depth; ++i) bytes += "</b>";
    return bytes;
}

TEST(XmlReader, EndsAtTheDepthLimit) {
    const std::string start = "<list><entry/><entry>";
    // The root and the entry are two.
    const Read good = read(start + nested(kXmlDepthMax - 2) + "</entry></list>");
    EXPECT_TRUE(good.reading->is_whole);
    const Read bad = read(start + nested(kXmlDepthMax - 1) + "</entry></list>");
    EXPECT_FALSE(bad.reading->is_whole);
    EXPECT_EQ(bad.records.size(), 1U);
    ASSERT_EQ(bad.report.rejected_count(), 1U);
    EXPECT_EQ(bad.report.first_losses()[0].fault, Fault::over_limit);
    EXPECT_EQ(bad.report.first_losses()[0].offset_bytes, start.size() + 3 * (kXmlDepthMax - 2));
}

/// One record more is in the list before and after; only the middle one breaks a limit.
void expect_limit(const std::string& at_limit, const std::string& over) {
    const auto around = [](const std::string& middle) {
        return "<list><entry>1</entry>" + middle + "<entry>2</entry></list>";
    };
    const Read good = read(around(at_limit));
    ASSERT_TRUE(good.reading.has_value());
    EXPECT_TRUE(good.reading->is_whole);
    EXPECT_EQ(good.records.size(), 3U);
    EXPECT_EQ(good.report.losses_count(), 0U);
    const Read bad = read(around(over));
    ASSERT_TRUE(bad.reading.has_value());
    EXPECT_TRUE(bad.reading->is_whole);
    EXPECT_EQ(bad.records, (std::vector<std::string>{"entry[ 1]", "entry[ 2]"}));
    ASSERT_EQ(bad.report.rejected_count(), 1U);
    EXPECT_EQ(bad.report.first_losses()[0].fault, Fault::over_limit);
    EXPECT_EQ(bad.report.first_losses()[0].offset_bytes, 22U);
}

TEST(XmlReader, ARecordOverALimitIsOneLossAndReadingGoesOn) {
    const auto attributes = [](std::size_t count) {
        std::string bytes = "<entry";
        for (std::size_t i = 0; i < count; ++i) bytes += text(" x", i, "='1'");
        return bytes + "/>";
    };
    expect_limit(attributes(kXmlAttributesMax), attributes(kXmlAttributesMax + 1));

    const auto letters = [](std::size_t count) {
        return "<entry>" + std::string(count, 'x') + "</entry>";
    };
    expect_limit(letters(kXmlTextBytesMax), letters(kXmlTextBytesMax + 1));

    const auto elements = [](std::size_t count) {
        std::string bytes = "<entry>";
        for (std::size_t i = 1; i < count; ++i) bytes += "<b/>";
        return bytes + "</entry>";
    };
    expect_limit(elements(kXmlRecordNodesMax), elements(kXmlRecordNodesMax + 1));

    // The name "entry" and 32 elements "b" with their texts.
    const auto texts = [](std::size_t bytes_in_all) {
        std::string bytes = "<entry>";
        std::size_t rest = bytes_in_all - std::string_view("entry").size();
        while (rest > 0) {
            const std::size_t size = std::min(rest, kXmlTextBytesMax);
            bytes += "<b>" + std::string(size - 1, 'x') + "</b>";
            rest -= size;
        }
        return bytes + "</entry>";
    };
    expect_limit(texts(kXmlRecordBytesMax), texts(kXmlRecordBytesMax + 1));
}

TEST(XmlReader, ATokenWithoutAnEndIsALossAndNotAllOfTheMemory) {
    const std::string bytes = "<list><entry/><!--" + std::string(kXmlRecordBytesMax * 2, 'x');
    const Read result = read(bytes);
    ASSERT_TRUE(result.reading.has_value());
    EXPECT_FALSE(result.reading->is_whole);
    EXPECT_EQ(result.records.size(), 1U);
    ASSERT_EQ(result.report.rejected_count(), 1U);
    EXPECT_EQ(result.report.first_losses()[0].fault, Fault::over_limit);
    EXPECT_EQ(result.report.first_losses()[0].offset_bytes, 14U);
}

TEST(XmlReader, ALongCommentDeepInAFileIsRead) {
    // Longer than the pieces that the parser is fed, and further in than a record may be long.
    const std::string filling(kXmlRecordBytesMax * 2, ' ');
    const std::string comment = "<!--" + std::string(kXmlRecordBytesMax / 2, 'x') + "-->";
    const Read result = read("<list><entry/>" + filling + comment + "<entry/></list>");
    ASSERT_TRUE(result.reading.has_value());
    EXPECT_TRUE(result.reading->is_whole);
    EXPECT_EQ(result.records.size(), 2U);
    EXPECT_EQ(result.report.rejected_count(), 0U);
}

TEST(XmlReader, WhereTheFilesPiecesMeetIsNotToBeSeen) {
    constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
    const std::string record = "<entry a='\xC3\xBC'><b>x &amp; \xC3\xBC</b></entry>";
    for (std::size_t before = 0; before <= record.size(); before += 3) {
        const std::string start = "<list>";
        const std::string filling(kPieceBytes - start.size() - before, ' ');
        const Read result = read(start + filling + record + "</list>");
        ASSERT_EQ(result.records, std::vector<std::string>{"entry[\xC3\xBC b[ x & \xC3\xBC]]"});
        ASSERT_EQ(result.offsets[0], kPieceBytes - before);
    }
}

}  // namespace
}  // namespace pelf::ingest
