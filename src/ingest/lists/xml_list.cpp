// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/xml_list.hpp"

#include <utility>

#include "base/text.hpp"
#include "ingest/lists/relation_names.hpp"

namespace pelf::ingest {

bool XmlList::add(model::Party party, const XmlElement& record) {
    if (party.id.key.empty()) {
        report().reject(Fault::malformed, record.offset_bytes(),
                        text("an entry (", record.name(), ") without a number"));
        return false;
    }
    if (!keys_.insert(party.id.key).second) {
        report().reject(Fault::malformed, record.offset_bytes(),
                        text("a second entry with the number ", party.id.key));
        return false;
    }
    party.id.source = source_;
    if (party.names.empty()) {
        report().flaw(Fault::malformed, record.offset_bytes(),
                      text("entry ", party.id.key, " has no name"));
    }
    reading_.parties.push_back(std::move(party));
    return true;
}

void XmlList::note_unknown(const XmlElement& element) {
    const auto known = unknown_.find(element.name());
    if (known != unknown_.end()) {
        ++known->second;
    } else if (unknown_.size() < kUnknownMax) {
        unknown_.emplace(element.name(), 1);
    }
}

/// The publisher's own typing errors: the record is whole and kept, so nothing is lost.
void XmlList::note_check_digits() {
    for (const model::Party& party : reading_.parties) {
        for (const model::Wallet& wallet : party.wallets) {
            if (wallet.checksum != model::Checksum::bad) continue;
            reading_.notices.push_back(text("entry ", party.id.key, " lists a ", wallet.asset,
                                            " address whose form or check digits are wrong, kept "
                                            "as listed: ",
                                            wallet.address));
        }
        for (const model::Identifier& identifier : party.identifiers) {
            if (identifier.checksum != model::Checksum::bad) continue;
            reading_.notices.push_back(
                text("entry ", party.id.key, " lists a number (", identifier.kind,
                     ") whose check digits are wrong, kept as listed: ", identifier.value));
        }
    }
}

Result<ListReading> XmlList::finish(const XmlReading& xml) {
    if (reading_.parties.empty()) {
        Error error{Fault::refused, text("expected entries of the list ", source_, ", found none"),
                    file_.name};
        if (!report().first_losses().empty()) {
            const Error& first = report().first_losses().front();
            error.message += text(": ", first.message);
            error.offset_bytes = first.offset_bytes;
        }
        return Unexpected(std::move(error));
    }
    reading_.is_truncated = !xml.is_whole;
    const std::uint64_t entries = reading_.parties.size();
    if (reading_.stated_records && *reading_.stated_records != entries) {
        report().flaw(Fault::truncated, file_.bytes.size(),
                      text("expected ", *reading_.stated_records,
                           " entries as the file says of itself, found ", entries));
    }
    resolve_relations_by_name(reading_.parties);
    note_check_digits();
    for (const auto& [name, count] : unknown_) {
        reading_.notices.push_back(text("elements that nobody here knows and nothing was made of: ",
                                        name, ", ", count, count == 1 ? " time" : " times"));
    }
    return std::move(reading_);
}

Result<ListFile> only_file(std::string_view source, std::span<const ListFile> files) {
    if (files.size() == 1) return files.front();
    return Unexpected(Error{
        Fault::refused, text("expected one file of the list ", source, ", found ", files.size()),
        files.empty() ? std::string() : files[1].name});
}

}  // namespace pelf::ingest
