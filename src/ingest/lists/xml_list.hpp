// SPDX-License-Identifier: Apache-2.0
//
// What the readers of lists in XML have in common, once the records are parties.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"
#include "ingest/lists/xml_reader.hpp"

namespace pelf::ingest {

/// Collects the parties of one file of one publication. Not to be moved while it reads.
class XmlList {
public:
    /// Both must outlive it.
    XmlList(std::string_view source, const ListFile& file) : source_(source), file_(file) {
        reading_.reports.emplace_back(file.name);
    }

    Report& report() noexcept { return reading_.reports.front(); }
    ListReading& reading() noexcept { return reading_; }
    std::string_view source() const noexcept { return source_; }

    /// Takes the party and sets its source. False, and said to the report, if its key is empty or
    /// another has it.
    bool add(model::Party party, const XmlElement& record);

    /// An element that no rule of the reader knows: the layout has grown. Each name becomes one
    /// notice with its count, for the first kUnknownMax of them.
    void note_unknown(const XmlElement& element);

    /// Ends the reading: names in relations get keys, wrong check digits and unknown elements
    /// become notices, another number of entries than the file states is a flaw. Fails with
    /// refused when there is no entry at all.
    Result<ListReading> finish(const XmlReading& xml);

private:
    static constexpr std::size_t kUnknownMax = 20;

    void note_check_digits();

    std::string_view source_;
    const ListFile& file_;
    ListReading reading_;
    std::unordered_set<std::string> keys_;
    std::map<std::string, std::uint64_t, std::less<>> unknown_;
};

/// The one file, or refused for any other number.
Result<ListFile> only_file(std::string_view source, std::span<const ListFile> files);

}  // namespace pelf::ingest
