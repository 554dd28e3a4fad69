// SPDX-License-Identifier: Apache-2.0
//
// Where lists and ledger meet: which of a ledger's addresses belong to somebody a list names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyze/address_marks.hpp"
#include "codec/bitcoin_script.hpp"
#include "engine/coin_ledger.hpp"
#include "engine/lists.hpp"

namespace pelf::engine {

/// What the lists say of one address.
struct AddressOwner {
    std::string tag;          ///< Of a service; empty if none.
    std::string category;     ///< Of that tag.
    std::string listed_name;  ///< Of a listed party; empty if none.
    std::string listed_id;
    std::string listed_source;
};

/// A service holds other people's money: what leaves it is not what came in, so a trace stops.
/// Mixers and bridges stop it too, under their own names. Thieves, frauds, charities and miners
/// own what they hold, and do not.
analyze::StopKind stop_kind(model::TagCategory category) noexcept;

/// Somebody's wallet, as a list names it: of a listed party, or of a service that is tagged.
struct NamedWallet {
    const model::Wallet* wallet = nullptr;
    const model::Party* listed = nullptr;
    const model::Tag* tag = nullptr;
};

/// All wallets that the lists name on the ledger of this name. They point into `lists`.
std::vector<NamedWallet> wallets_on(std::string_view ledger, const Lists& lists);

/// Adds what the list says to what is known of the address, and to its mark.
void add_name(const NamedWallet& named, AddressOwner& owner, analyze::AddressMark& mark);

/// Their locking scripts; wallets that are no address of this chain are left out.
std::vector<codec::Lock> named_locks(codec::Chain chain, const Lists& lists);

/// All named addresses that occur in a ledger, by address number. Addresses of other ledgers are
/// passed over; wallets that are no address of this chain are too.
class LedgerNames {
public:
    static LedgerNames find(const CoinLedger& ledger, codec::Chain chain, const Lists& lists);

    const analyze::AddressMarks& marks() const noexcept { return marks_; }
    /// Null if nobody named it.
    const AddressOwner* owner(std::uint64_t address) const noexcept;

private:
    std::unordered_map<std::uint64_t, AddressOwner> owners_;
    analyze::AddressMarks marks_;
};

}  // namespace pelf::engine
