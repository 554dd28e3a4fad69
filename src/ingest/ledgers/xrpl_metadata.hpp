// SPDX-License-Identifier: Apache-2.0
//
// What a transaction of the XRP Ledger changed, read from its metadata and from nothing else: the
// ledger entries it made, changed and deleted, with their fields before and after. Money is in
//
//   AccountRoot      Balance, XRP; an AMM, a vault and a loan broker have one of their own
//   RippleState      Balance of a trust line, seen from the low account: above 0 the low account
//                    holds what the high one issues, below 0 the other way round
//   Escrow           Amount of any asset, held by the entry itself
//   PayChannel       Amount less Balance, XRP, held by the entry itself
//   MPToken          MPTAmount. LockedAmount is what its escrows hold, and counted there
//   MPTokenIssuance  ConfidentialOutstandingAmount: what its holders keep hidden, together
//
// A field that did not change is not among the previous ones. Nor is an optional one that was not
// there before: such amounts of tokens are settled by the sum that is outstanding.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/ledgers/xrpl_json.hpp"
#include "ingest/ledgers/xrpl_movements.hpp"
#include "ingest/ledgers/xrpl_serialize.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

struct XrplMetadata {
    std::vector<XrplHolding> holdings;
    /// To whom escrows, channels and checks among the changed entries pay under which tag.
    std::vector<XrplTagRoute> routes;
    /// Owners of offers among the changed entries.
    std::vector<model::AccountName> offer_owners;
};

/// Replaces what `out` holds. False where there is no list of changed entries; what is wrong in one
/// entry is a flaw, and the others are read.
bool read_xrpl_metadata(const JsonObject& metadata, XrplMetadata& out, XrplFlaws& flaws);

model::AccountName xrpl_account_name(const codec::XrplAccountId& account);
/// Nothing for text that is no address; the tag of an X-address is left out.
std::optional<model::AccountName> xrpl_account_name(std::string_view address);
model::AssetName xrpl_asset_name(const XrplAmount& amount);

/// An amount in the smallest unit of its asset: drops, 10^-30, or the token's own. Nothing where it
/// needs more than 256 bits.
struct XrplSize {
    SignedAmount amount;
    bool is_exact = true;
};
std::optional<XrplSize> xrpl_size(const XrplAmount& amount);

}  // namespace pelf::ingest
