// SPDX-License-Identifier: Apache-2.0
//
// What OFAC's advanced XML says once and refers to by number from then on: the words of its value
// sets, places, documents. docs/formats/ofac-advanced-xml.md.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/lists/xml_reader.hpp"
#include "ingest/report.hpp"
#include "model/partial_date.hpp"
#include "model/party.hpp"

namespace pelf::ingest {

class AdvancedValues {
public:
    struct Value {
        std::string words;   ///< "Birthdate".
        std::string parent;  ///< PartyTypeID of a sub-type, CountryID of an area.
        std::string code;    ///< ScriptCode of a script: "Hang".
    };

    /// The report must outlive it.
    explicit AdvancedValues(Report& report) : report_(report) {}

    void take_value_sets(const XmlElement& sets);
    void take_location(const XmlElement& location);
    void take_document(const XmlElement& document);

    /// The value that an attribute of `element` names, as "FeatureType" by FeatureTypeID. Without
    /// that attribute, an empty value; with one that no value set has, an empty value and, once for
    /// each number, a flaw.
    const Value& value(const XmlElement& element, std::string_view attribute, std::string_view set);
    const Value& value(std::string_view set, std::string_view id, std::uint64_t offset_bytes);

    /// Nothing, and a flaw, for a number that the file's places do not have.
    const model::PostalAddress* location(const XmlElement& reference);

    struct Document {
        std::string kind;
        std::string number;
        std::string country;
        std::string note;
    };
    /// Those of one identity, in the file's order, and no second time.
    std::vector<Document> documents_of(std::string_view identity);
    /// Documents that nobody asked for are flaws: the identity they are of is not there.
    void reject_unused_documents();

    /// The time between the earliest beginning and the latest end, as precise as it is, circa if
    /// either is approximate. Nothing for other calendars and for days that do not exist.
    std::optional<model::PartialDate> period(const XmlElement& period);

private:
    struct Unused {
        std::vector<Document> documents;
        std::uint64_t offset_bytes = 0;
    };

    std::string document_note(const XmlElement& document);

    Report& report_;
    std::unordered_map<std::string, Value> values_;  ///< By set and number: "FeatureType 8".
    std::unordered_map<std::string, model::PostalAddress> locations_;
    std::unordered_map<std::string, Unused> documents_;  ///< By identity.
    std::set<std::string> missing_;                      ///< What has been reported.
    Value none_;
};

}  // namespace pelf::ingest
