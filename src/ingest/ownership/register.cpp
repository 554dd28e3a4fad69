// SPDX-License-Identifier: Apache-2.0
#include "ingest/ownership/register.hpp"

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

bool is_of(std::string_view source, std::string_view format) {
    return source == format || (source.starts_with(format) && source[format.size()] == '-');
}

}  // namespace

std::uint32_t PartyIndex::index_of(std::string_view id) {
    const auto [place, is_new] =
        indices_.try_emplace(std::string(id), static_cast<std::uint32_t>(parties_.size()));
    if (is_new) {
        model::Party& party = parties_.emplace_back();
        party.id = {source_, std::string(id)};
    }
    return place->second;
}

Result<RegisterReading> read_register(std::string_view source,
                                      std::span<const RegisterFile> files) {
    if (files.empty()) {
        return Unexpected(
            Error{Fault::refused, text("no file given for the register ", source), {}});
    }
    if (is_of(source, "bods-json")) return read_bods_json(source, files);
    if (is_of(source, "ftm-json")) return read_ftm_ownership(source, files);
    return Unexpected(Error{Fault::unsupported,
                            text("expected a register of bods-json or ftm-json, found ", source),
                            {}});
}

}  // namespace pelf::ingest
