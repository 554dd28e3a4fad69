// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/esplora.hpp"

#include <limits>
#include <utility>

#include "base/text.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/hex.hpp"
#include "codec/merkle_branch.hpp"
#include "ingest/ledgers/json_rpc.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;
using codec::Hash256;

Unexpected<Error> malformed(std::string message) {
    return Unexpected(Error{Fault::malformed, std::move(message)});
}

Result<json::value> parse_json(std::string_view body) {
    json::error_code error;
    auto value = json::parse(json::string_view(body.data(), body.size()), error);
    if (error) {
        return malformed(text("expected JSON; is this an Esplora server?", what_it_says(body)));
    }
    return value;
}

/// A whole number up to `max`; nothing for anything else.
std::optional<std::uint32_t> number_of(const json::value& object, std::string_view name,
                                       std::uint32_t max) {
    const json::value* member = json_member(object, name);
    if (member == nullptr || !member->is_int64()) return std::nullopt;
    const std::int64_t value = member->get_int64();
    if (value < 0 || value > std::int64_t{max}) return std::nullopt;
    return static_cast<std::uint32_t>(value);
}

std::optional<bool> flag_of(const json::value& object, std::string_view name) {
    const json::value* member = json_member(object, name);
    if (member == nullptr || !member->is_bool()) return std::nullopt;
    return member->get_bool();
}

// Heights are signed 32-bit numbers in Bitcoin Core.
constexpr std::uint32_t kHeightMax = std::numeric_limits<std::int32_t>::max();

Result<std::optional<SaidBlock>> read_status(const json::value& status) {
    const auto confirmed = flag_of(status, "confirmed");
    if (!confirmed) return malformed("expected a status with \"confirmed\"");
    if (!*confirmed) return std::optional<SaidBlock>();
    const auto height = number_of(status, "block_height", kHeightMax);
    const auto hash = codec::from_reversed_hex(json_text(status, "block_hash"));
    if (!height || !hash) {
        return malformed("expected block_height and block_hash of a confirmed transaction");
    }
    return std::optional(SaidBlock{*height, *hash});
}

Result<SaidSpend> read_spend(const json::value& said) {
    const auto is_spent = flag_of(said, "spent");
    if (!is_spent) return malformed("expected \"spent\" of each output");
    if (!*is_spent) return SaidSpend{};
    const auto txid = codec::from_reversed_hex(json_text(said, "txid"));
    const auto input = number_of(said, "vin", codec::kBlockBytesMax);
    const json::value* status = json_member(said, "status");
    if (!txid || !input || status == nullptr) {
        return malformed("expected txid, vin and status of a spent output");
    }
    PELF_TRY(block, read_status(*status));
    return SaidSpend{.is_spent = true, .txid = *txid, .input = *input, .block = block};
}

}  // namespace

Result<std::uint32_t> parse_height(std::string_view body) {
    const auto height = parse_u64(trim(body));
    if (!height || *height > kHeightMax) {
        return malformed(text("expected a height in decimal digits; is this an Esplora server?",
                              what_it_says(body)));
    }
    return static_cast<std::uint32_t>(*height);
}

Result<Hash256> parse_hash(std::string_view body) {
    const auto hash = codec::from_reversed_hex(trim(body));
    if (!hash) return malformed(text("expected a block's hash", what_it_says(body)));
    return *hash;
}

Result<std::optional<SaidBlock>> parse_status(std::string_view body) {
    PELF_TRY(value, parse_json(body));
    return read_status(value);
}

Result<SaidProof> parse_merkle_proof(std::string_view body) {
    PELF_TRY(value, parse_json(body));
    SaidProof proof;
    const auto height = number_of(value, "block_height", kHeightMax);
    const auto position =
        number_of(value, "pos", (std::uint32_t{1} << codec::kMerkleBranchMax) - 1);
    const json::value* merkle = json_member(value, "merkle");
    if (!height || !position || merkle == nullptr || !merkle->is_array()) {
        return malformed("expected block_height, merkle and pos of a Merkle proof");
    }
    if (merkle->get_array().size() > codec::kMerkleBranchMax) {
        return Unexpected(
            Error{Fault::over_limit,
                  text("expected at most ", codec::kMerkleBranchMax,
                       " hashes in a Merkle proof, found ", merkle->get_array().size())});
    }
    for (const json::value& item : merkle->get_array()) {
        const json::string* digits = item.if_string();
        const auto hash = codec::from_reversed_hex(digits == nullptr ? std::string_view()
                                                                     : std::string_view(*digits));
        if (!hash) return malformed("expected 64 hexadecimal digits for each hash of a proof");
        proof.branch.push_back(*hash);
    }
    proof.height = *height;
    proof.position = *position;
    return proof;
}

Result<std::vector<SaidSpend>> parse_outspends(std::string_view body, std::size_t outputs_count) {
    PELF_TRY(value, parse_json(body));
    const json::array* said = value.if_array();
    if (said == nullptr || said->size() != outputs_count) {
        return malformed(text("expected what became of ", outputs_count, " outputs, found ",
                              said == nullptr ? 0 : said->size()));
    }
    std::vector<SaidSpend> spends;
    for (const json::value& one : *said) {
        PELF_TRY(spend, read_spend(one));
        spends.push_back(spend);
    }
    return spends;
}

}  // namespace pelf::ingest
