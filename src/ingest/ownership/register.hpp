// SPDX-License-Identifier: Apache-2.0
//
// What every reader of ownership registers takes and gives, and the door to all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "ingest/report.hpp"
#include "model/ownership.hpp"

namespace pelf::ingest {

/// One file of a register. The bytes must outlive the reading and nothing more.
struct RegisterFile {
    std::string name;  ///< For messages.
    std::string_view bytes;
};

struct RegisterReading {
    model::Register content;
    std::vector<Report> reports;  ///< One for each file, in the order given.
    /// Sentences for people about what was understood and left out on purpose.
    std::vector<std::string> notices;

    /// Of all files. Zero: the register was read whole.
    std::uint64_t losses_count() const noexcept {
        std::uint64_t count = 0;
        for (const Report& report : reports) count += report.losses_count();
        return count;
    }
};

inline constexpr std::size_t kRegisterPartiesMax = std::size_t(1) << 28;

/// Reads the files of one register: bods-json (docs/formats/bods-json.md) or ftm-json
/// (docs/formats/ftm-ownership.md); a name may follow, "bods-json-uk". Fails with unsupported for
/// any other source and with refused when there is no file.
Result<RegisterReading> read_register(std::string_view source, std::span<const RegisterFile> files);

RegisterReading read_bods_json(std::string_view source, std::span<const RegisterFile> files);
RegisterReading read_ftm_ownership(std::string_view source, std::span<const RegisterFile> files);

/// Gives every id its number; those that are named and never described get a party without a name.
class PartyIndex {
public:
    PartyIndex(std::string_view source, std::vector<model::Party>& parties)
        : source_(source), parties_(parties) {}

    /// The number of an id; makes the party if it is new.
    std::uint32_t index_of(std::string_view id);
    bool has(std::string_view id) const { return indices_.contains(std::string(id)); }

private:
    std::string source_;
    std::vector<model::Party>& parties_;
    std::unordered_map<std::string, std::uint32_t> indices_;
};

}  // namespace pelf::ingest
