// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ofac_advanced_values.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

void append(std::string& all, std::string_view separator, std::string_view piece) {
    if (piece.empty()) return;
    if (!all.empty()) all += separator;
    all += piece;
}

/// The part's main value, or its first.
std::string part_text(const XmlElement& part) {
    for (const XmlElement value : part.children("LocationPartValue")) {
        if (value.attribute("Primary") == "true") return one_line(value.value("Value"));
    }
    return one_line(part.child("LocationPartValue").value("Value"));
}

/// "1986", "7" and "12", month and day perhaps missing; as long as what it leaves open.
std::optional<model::PartialDate> point(const XmlElement& point) {
    const auto two_digits = [](std::string_view number) {
        return number.size() == 1 ? text("0", number) : std::string(number);
    };
    std::string date(point.value("Year"));
    if (!point.value("Month").empty()) {
        date += text("-", two_digits(point.value("Month")));
        if (!point.value("Day").empty()) date += text("-", two_digits(point.value("Day")));
    }
    return model::parse_partial_date(date);
}

model::PartialDate between(Date first, Date last) {
    if (first == last) return {first, last, model::Precision::day, false};
    const std::string day = to_string(first);
    for (const std::size_t letters : {std::size_t{7}, std::size_t{4}}) {
        const auto whole = model::parse_partial_date(day.substr(0, letters));
        if (whole && whole->first == first && whole->last == last) return *whole;
    }
    return {first, last, model::Precision::range, false};
}

}  // namespace

void AdvancedValues::take_value_sets(const XmlElement& sets) {
    for (const XmlElement set : sets.children()) {
        for (const XmlElement value : set.children()) {
            Value entry;
            entry.words = one_line(value.text());
            if (entry.words.empty()) entry.words = value.attribute("Description");
            entry.parent = value.attribute("PartyTypeID");
            if (value.name() == "AreaCode") {
                entry.parent = value.attribute("CountryID");
                entry.words = value.attribute("Description");
            }
            entry.code = value.attribute("ScriptCode");
            values_.insert_or_assign(text(value.name(), " ", value.attribute("ID")),
                                     std::move(entry));
        }
    }
}

const AdvancedValues::Value& AdvancedValues::value(std::string_view set, std::string_view id,
                                                   std::uint64_t offset_bytes) {
    if (id.empty()) return none_;
    const std::string key = text(set, " ", id);
    const auto found = values_.find(key);
    if (found != values_.end()) return found->second;
    if (missing_.insert(key).second) {
        report_.flaw(Fault::not_found, offset_bytes,
                     text("expected a reference value ", key, " in this file, found none"));
    }
    return none_;
}

const AdvancedValues::Value& AdvancedValues::value(const XmlElement& element,
                                                   std::string_view attribute,
                                                   std::string_view set) {
    return value(set, element.attribute(attribute), element.offset_bytes());
}

void AdvancedValues::take_location(const XmlElement& location) {
    model::PostalAddress address;
    std::string state;
    std::string code;
    for (const XmlElement part : location.children("LocationPart")) {
        const std::string kind = ascii_lower(value(part, "LocPartTypeID", "LocPartType").words);
        const std::string words = part_text(part);
        if (kind.starts_with("address")) {
            append(address.street, ", ", words);
        } else if (kind == "city") {
            append(address.place, ", ", words);
        } else if (kind == "state/province") {
            append(state, ", ", words);
        } else if (kind == "postal code") {
            append(code, " ", words);
        } else if (!words.empty()) {
            append(address.note, "; ",
                   kind == "region" ? text("Region: ", words) : text(kind, ": ", words));
        }
    }
    append(address.place, ", ", state);
    append(address.place, " ", code);
    for (const XmlElement country : location.children("LocationCountry")) {
        append(address.country, ", ", value(country, "CountryID", "Country").words);
    }
    if (address.country.empty()) {
        address.country = value(location.child("LocationAreaCode"), "AreaCodeID", "AreaCode").words;
    }
    locations_.insert_or_assign(std::string(location.attribute("ID")), std::move(address));
}

const model::PostalAddress* AdvancedValues::location(const XmlElement& reference) {
    const std::string id(reference.attribute("LocationID"));
    const auto found = locations_.find(id);
    if (found != locations_.end()) return &found->second;
    if (missing_.insert(text("Location ", id)).second) {
        report_.flaw(Fault::not_found, reference.offset_bytes(),
                     text("expected the place ", id, " in this file, found none"));
    }
    return nullptr;
}

std::string AdvancedValues::document_note(const XmlElement& document) {
    std::string note;
    for (const XmlElement dated : document.children("DocumentDate")) {
        const auto date = period(dated.child("Period"));
        const std::string kind =
            ascii_lower(value(dated, "IDRegDocDateTypeID", "IDRegDocDateType").words);
        if (!date) continue;
        append(note, " ",
               text(kind == "issue date"        ? "issued"
                    : kind == "expiration date" ? "expires"
                                                : kind,
                    " ", to_string(*date)));
    }
    append(note, " ", one_line(document.value("IssuingAuthority")));
    append(note, " ", one_line(document.value("Comment")));
    const std::string& validity = value(document, "ValidityID", "Validity").words;
    if (ascii_lower(validity).find("fraud") != std::string::npos) append(note, " ", validity);
    return note;
}

void AdvancedValues::take_document(const XmlElement& document) {
    Document entry;
    entry.kind = value(document, "IDRegDocTypeID", "IDRegDocType").words;
    if (entry.kind.empty()) entry.kind = "Document";
    entry.number = one_line(document.value("IDRegistrationNo"));
    entry.country = value(document, "IssuedBy-CountryID", "Country").words;
    entry.note = document_note(document);
    Unused& of_identity = documents_[std::string(document.attribute("IdentityID"))];
    if (of_identity.documents.empty()) of_identity.offset_bytes = document.offset_bytes();
    of_identity.documents.push_back(std::move(entry));
}

std::vector<AdvancedValues::Document> AdvancedValues::documents_of(std::string_view identity) {
    const auto found = documents_.find(std::string(identity));
    if (found == documents_.end()) return {};
    std::vector<Document> documents = std::move(found->second.documents);
    documents_.erase(found);
    return documents;
}

void AdvancedValues::reject_unused_documents() {
    std::vector<std::pair<std::uint64_t, std::string>> unused;
    for (const auto& [identity, entry] : documents_) {
        unused.emplace_back(entry.offset_bytes, identity);
    }
    std::ranges::sort(unused);
    for (const auto& [offset, identity] : unused) {
        report_.flaw(Fault::not_found, offset,
                     text("documents of the identity ", identity.substr(0, 40),
                          ", which no party of this file has"));
    }
}

std::optional<model::PartialDate> AdvancedValues::period(const XmlElement& period) {
    const std::string& calendar = value(period, "CalendarTypeID", "CalendarType").words;
    if (!calendar.empty() && calendar != "Gregorian") return std::nullopt;
    const XmlElement start = period.child("Start");
    const XmlElement end = period.child("End");
    std::optional<Date> first;
    std::optional<Date> last;
    for (const XmlElement side :
         {start.child("From"), start.child("To"), end.child("From"), end.child("To")}) {
        const auto date = point(side);
        if (!date && side.child("Year")) return std::nullopt;
        if (!date) continue;
        if (!first || date->first < *first) first = date->first;
        if (!last || date->last > *last) last = date->last;
    }
    if (!first || !last) return std::nullopt;
    model::PartialDate whole = between(*first, *last);
    whole.is_circa =
        start.attribute("Approximate") == "true" || end.attribute("Approximate") == "true";
    return whole;
}

}  // namespace pelf::ingest
