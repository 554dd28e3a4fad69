// SPDX-License-Identifier: Apache-2.0
#include "engine/coin_place.hpp"

#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::engine {
Result<OutPoint> parse_place(std::string_view place) {
    const auto pieces = split(place, ":");
    const auto index = pieces.size() == 2 ? parse_u64(pieces[1]) : std::nullopt;
    auto txid = codec::from_reversed_hex(pieces[0]);
    if (!index || !txid) {
        return Unexpected(Error{Fault::malformed,
                                text("a place is TXID:VOUT, 64 hexadecimal digits, a colon and the "
                                     "output's number; found \"",
                                     place, "\"")});
    }
    return OutPoint{*txid, *index};
}

Result<std::uint64_t> find_output(const CoinLedger& ledger, const graph::CoinColumns& columns,
                                  std::string_view place) {
    PELF_TRY(point, parse_place(place));
    const auto transaction = ledger.find_transaction(point.txid);
    if (!transaction || *transaction >= columns.transactions_count) {
        return Unexpected(
            Error{Fault::not_found,
                  text("the ledger has no transaction ", codec::to_reversed_hex(point.txid),
                       columns.blocks_count == 0
                           ? ""
                           : text(" up to height ", ledger.height_of(columns.blocks_count - 1)))});
    }
    const graph::Rows outputs = columns.outputs_of(*transaction);
    if (point.index >= outputs.count()) {
        return Unexpected(
            Error{Fault::refused, text("the transaction has outputs 0 to ", outputs.count() - 1,
                                       "; asked for ", point.index)});
    }
    return outputs.begin + point.index;
}

}  // namespace pelf::engine
