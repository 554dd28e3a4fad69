// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/xml_reader.hpp"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "base/text.hpp"

namespace pelf::ingest {

std::string_view XmlElement::name() const noexcept {
    return tree_ == nullptr ? std::string_view{} : tree_->view(node().name);
}

std::string_view XmlElement::text() const noexcept {
    return tree_ == nullptr ? std::string_view{} : tree_->view(node().text);
}

std::string_view XmlElement::attribute(std::string_view name) const noexcept {
    if (tree_ == nullptr) return {};
    const auto all =
        std::span(tree_->attributes_).subspan(node().first_attribute, node().attributes_count);
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& attribute) {
        return tree_->view(attribute.name) == name;
    });
    return found == all.end() ? std::string_view{} : tree_->view(found->value);
}

std::uint64_t XmlElement::offset_bytes() const noexcept {
    return tree_ == nullptr ? 0 : node().offset_bytes;
}

XmlElement XmlElement::child(std::string_view name) const noexcept {
    return tree_ == nullptr ? XmlElement() : at(node().first_child).this_or_next(name);
}

XmlElement::Children XmlElement::children(std::string_view name) const noexcept {
    return {child(name), name};
}

XmlElement XmlElement::at(std::uint32_t index) const noexcept {
    return index == XmlTree::kNone ? XmlElement() : XmlElement(*tree_, index);
}

XmlElement XmlElement::this_or_next(std::string_view name) const noexcept {
    XmlElement element = *this;
    while (element && !name.empty() && element.name() != name) {
        element = element.at(element.node().next_sibling);
    }
    return element;
}

XmlElement::Children::Iterator& XmlElement::Children::Iterator::operator++() noexcept {
    at_ = at_.at(at_.node().next_sibling).this_or_next(name_);
    return *this;
}

/// Fills a tree as a record's tags and text go by, up to the limits.
class XmlRecordBuilder {
public:
    void start(std::uint64_t offset_bytes) {
        tree_.nodes_.clear();
        tree_.attributes_.clear();
        tree_.bytes_.clear();
        depth_ = 0;
        offset_bytes_ = offset_bytes;
        over_.clear();
    }

    /// Attributes as expat gives them: names and values in turn, then null.
    void open(std::string_view name, const XML_Char** attributes, std::uint64_t offset_bytes);
    void text(std::string_view piece);
    void close();

    XmlElement root() const { return {tree_, 0}; }
    std::uint64_t offset_bytes() const noexcept { return offset_bytes_; }
    /// The limit that the record broke, after which nothing more was kept; empty if none.
    const std::string& over() const noexcept { return over_; }

private:
    XmlTree::Piece keep(std::string_view piece);
    void keep_attributes(XmlTree::Node& node, const XML_Char** attributes);

    XmlTree tree_;
    std::vector<std::uint32_t> path_;  ///< Numbers of the open elements.
    std::vector<std::string> texts_;   ///< What they have said so far; kept for their capacity.
    std::size_t depth_ = 0;            ///< Open elements.
    std::uint64_t offset_bytes_ = 0;
    std::string over_;
};

namespace {

/// Larger pieces cost memory, smaller ones more calls; a token that runs over several is read again
/// with each of them, which kPendingBytesMax bounds.
constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
constexpr std::size_t kPendingBytesMax = kXmlRecordBytesMax;

std::string_view prefix_of(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

std::string_view without_prefix(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Declarations of namespaces, and hints for those who check schemas.
bool is_machinery(std::string_view attribute) {
    const std::string_view prefix = prefix_of(attribute);
    return attribute == "xmlns" || prefix == "xmlns" || prefix == "xsi";
}

}  // namespace

XmlTree::Piece XmlRecordBuilder::keep(std::string_view piece) {
    if (tree_.bytes_.size() + piece.size() > kXmlRecordBytesMax) {
        over_ = pelf::text("expected a record of at most ", kXmlRecordBytesMax,
                           " bytes of names and text, found more");
        return {};
    }
    const auto start = static_cast<std::uint32_t>(tree_.bytes_.size());
    tree_.bytes_ += piece;
    return {start, static_cast<std::uint32_t>(piece.size())};
}

void XmlRecordBuilder::keep_attributes(XmlTree::Node& node, const XML_Char** attributes) {
    node.first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
    for (std::size_t i = 0; attributes[i] != nullptr; i += 2) {
        const std::string_view name = attributes[i];
        if (is_machinery(name)) continue;
        if (node.attributes_count == kXmlAttributesMax) {
            over_ = pelf::text("expected at most ", kXmlAttributesMax,
                               " attributes of an element, found more");
            return;
        }
        tree_.attributes_.push_back({keep(without_prefix(name)), keep(attributes[i + 1])});
        ++node.attributes_count;
    }
}

void XmlRecordBuilder::open(std::string_view name, const XML_Char** attributes,
                            std::uint64_t offset_bytes) {
    if (!over_.empty()) return;
    if (tree_.nodes_.size() == kXmlRecordNodesMax) {
        over_ = pelf::text("expected a record of at most ", kXmlRecordNodesMax,
                           " elements, found more");
        return;
    }
    const auto index = static_cast<std::uint32_t>(tree_.nodes_.size());
    XmlTree::Node node;
    node.offset_bytes = offset_bytes;
    node.name = keep(without_prefix(name));
    keep_attributes(node, attributes);
    tree_.nodes_.push_back(node);
    if (depth_ > 0) {
        XmlTree::Node& parent = tree_.nodes_[path_[depth_ - 1]];
        if (parent.first_child == XmlTree::kNone) {
            parent.first_child = index;
        } else {
            tree_.nodes_[parent.last_child].next_sibling = index;
        }
        parent.last_child = index;
    }
    if (path_.size() == depth_) {
        path_.emplace_back();
        texts_.emplace_back();
    }
    path_[depth_] = index;
    texts_[depth_].clear();
    ++depth_;
}

void XmlRecordBuilder::text(std::string_view piece) {
    if (!over_.empty()) return;
    std::string& so_far = texts_[depth_ - 1];
    if (so_far.size() + piece.size() > kXmlTextBytesMax) {
        over_ = pelf::text("expected at most ", kXmlTextBytesMax,
                           " bytes of text in an element, found more");
        return;
    }
    so_far += piece;
}

void XmlRecordBuilder::close() {
    if (!over_.empty()) return;
    --depth_;
    tree_.nodes_[path_[depth_]].text = keep(trim(texts_[depth_]));
}

namespace {

/// One reading of one file. The functions called by expat have this as their user data.
class Reading {
public:
    Reading(const ListFile& file, const XmlFormat& format, const XmlHandlers& handlers,
            Report& report)
        : file_(file),
          format_(format),
          handlers_(handlers),
          report_(report),
          parser_(XML_ParserCreate(nullptr)) {}

    Result<XmlReading> run();

private:
    struct Free {
        void operator()(XML_Parser parser) const noexcept { XML_ParserFree(parser); }
    };

    static void XMLCALL on_start(void* self, const XML_Char* name, const XML_Char** attributes);
    static void XMLCALL on_end(void* self, const XML_Char* name);
    static void XMLCALL on_text(void* self, const XML_Char* piece, int size_bytes);
    static void XMLCALL on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*,
                                   int);

    void open(std::string_view name, const XML_Char** attributes);
    void open_root(std::string_view name, const XML_Char** attributes);
    void close();
    void finish_record();
    bool feed();
    std::uint64_t place();
    /// Ends the reading; what expat reports after that is only that it was stopped.
    void stop(Fault fault, std::string message);
    Error parser_error();

    const ListFile& file_;
    const XmlFormat& format_;
    const XmlHandlers& handlers_;
    Report& report_;
    std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser_;
    XmlRecordBuilder builder_;
    XmlReading reading_;
    std::uint64_t place_ = 0;       ///< As place() last knew it.
    std::size_t depth_ = 0;         ///< Open elements, the root among them.
    std::size_t record_depth_ = 0;  ///< depth_ outside the open record; 0: none is open.
    bool has_root_ = false;
    std::optional<Error> stopped_;
};

Result<XmlReading> Reading::run() {
    if (file_.bytes.size() > kXmlBytesMax) {
        return Unexpected(
            Error{Fault::over_limit,
                  text("expected at most ", kXmlBytesMax, " bytes, found ", file_.bytes.size()),
                  file_.name});
    }
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
    reading_.is_whole = feed();
    if (reading_.is_whole) return reading_;
    Error error = stopped_ ? *stopped_ : parser_error();
    if (!has_root_) {
        error.message =
            text("expected an XML file with the root ", format_.root, ": ", error.message);
        return Unexpected(std::move(error));
    }
    report_.reject(error.fault, error.offset_bytes,
                   text(error.message, "; nothing from here on is read"));
    return reading_;
}

/// True: to the end.
bool Reading::feed() {
    for (std::size_t start = 0;;) {
        const std::string_view piece = file_.bytes.substr(start, kPieceBytes);
        const bool is_last = start + piece.size() == file_.bytes.size();
        if (XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()),
                      is_last ? XML_TRUE : XML_FALSE) != XML_STATUS_OK) {
            return false;
        }
        if (is_last) return true;
        start += piece.size();
        if (place() + kPendingBytesMax < start) {
            stopped_ = Error{Fault::over_limit,
                             text("expected tags and comments of at most ", kPendingBytesMax,
                                  " bytes, found a longer one"),
                             file_.name, place()};
            return false;
        }
    }
}

/// Where the parser is, or was when it last knew: since 2.6 (and in Debian's 2.5.0-1+deb12u2) expat
/// waits for more bytes before it looks at a long token again, and then knows no place.
std::uint64_t Reading::place() {
    const XML_Index index = XML_GetCurrentByteIndex(parser_.get());
    if (index >= 0) place_ = static_cast<std::uint64_t>(index);
    return place_;
}

void Reading::stop(Fault fault, std::string message) {
    if (stopped_) return;
    stopped_ = Error{fault, std::move(message), file_.name, place()};
    XML_StopParser(parser_.get(), XML_FALSE);
}

Error Reading::parser_error() {
    const XML_Error code = XML_GetErrorCode(parser_.get());
    const std::string where = text("line ", XML_GetCurrentLineNumber(parser_.get()), ": ");
    switch (code) {
        case XML_ERROR_NO_ELEMENTS:
        case XML_ERROR_UNCLOSED_TOKEN:
        case XML_ERROR_PARTIAL_CHAR:
        case XML_ERROR_UNCLOSED_CDATA_SECTION:
            return {Fault::truncated,
                    text(where, "the file ends before its end: ", XML_ErrorString(code)),
                    file_.name, place()};
        case XML_ERROR_UNKNOWN_ENCODING:
            return {Fault::unsupported,
                    text(where,
                         "expected UTF-8, UTF-16, ISO-8859-1 or US-ASCII: ", XML_ErrorString(code)),
                    file_.name, place()};
        default:
            return {Fault::malformed, text(where, "not well-formed XML: ", XML_ErrorString(code)),
                    file_.name, place()};
    }
}

void XMLCALL Reading::on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<Reading*>(self)->open(name, attributes);
}

void XMLCALL Reading::on_end(void* self, const XML_Char*) {
    static_cast<Reading*>(self)->close();
}

void XMLCALL Reading::on_text(void* self, const XML_Char* piece, int size_bytes) {
    auto& reading = *static_cast<Reading*>(self);
    if (reading.record_depth_ == 0) return;
    reading.builder_.text(std::string_view(piece, static_cast<std::size_t>(size_bytes)));
}

void XMLCALL Reading::on_doctype(void* self, const XML_Char* name, const XML_Char*, const XML_Char*,
                                 int) {
    static_cast<Reading*>(self)->stop(
        Fault::refused,
        text("found a document type (DOCTYPE ", std::string_view(name).substr(0, 40),
             "), which lists do not have and which can hide entities; web pages "
             "have one"));
}

void Reading::open(std::string_view name, const XML_Char** attributes) {
    if (stopped_) return;
    if (depth_ == kXmlDepthMax) {
        return stop(Fault::over_limit, text("expected at most ", kXmlDepthMax,
                                            " elements within each other, found ", "more"));
    }
    if (depth_ == 0) open_root(name, attributes);
    if (depth_ > 0) {
        const bool is_record =
            std::ranges::find(format_.records, without_prefix(name)) != format_.records.end();
        if (record_depth_ == 0 && is_record) {
            record_depth_ = depth_;
            ++reading_.records_count;
            builder_.start(place());
        }
        if (record_depth_ != 0) builder_.open(name, attributes, place());
    }
    ++depth_;
}

void Reading::open_root(std::string_view name, const XML_Char** attributes) {
    if (without_prefix(name) != format_.root) {
        return stop(Fault::refused, text("found the root ", name.substr(0, 40)));
    }
    builder_.start(place());
    builder_.open(name, attributes, place());
    if (!builder_.over().empty()) return stop(Fault::over_limit, builder_.over());
    builder_.close();
    has_root_ = true;
    if (handlers_.root) handlers_.root(builder_.root());
}

void Reading::close() {
    if (stopped_) return;
    --depth_;
    if (record_depth_ == 0) return;
    builder_.close();
    if (depth_ == record_depth_) finish_record();
}

void Reading::finish_record() {
    record_depth_ = 0;
    if (!builder_.over().empty()) {
        return report_.reject(Fault::over_limit, builder_.offset_bytes(), builder_.over());
    }
    if (handlers_.record(builder_.root())) report_.accept();
}

}  // namespace

Result<XmlReading> read_xml(const ListFile& file, const XmlFormat& format,
                            const XmlHandlers& handlers, Report& report) {
    return Reading(file, format, handlers, report).run();
}

}  // namespace pelf::ingest
