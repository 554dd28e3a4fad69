// SPDX-License-Identifier: Apache-2.0
#include "engine/known_accounts.hpp"

namespace pelf::engine {

using model::AccountKind;
using model::AccountName;

namespace {

/// Others stand for nobody, and nothing of theirs can be missing.
bool is_someone(AccountKind kind) {
    return kind == AccountKind::evm || kind == AccountKind::xrpl ||
           kind == AccountKind::xrpl_tagged || kind == AccountKind::xrpl_object;
}

}  // namespace

Result<std::unique_ptr<KnownAccounts>> KnownAccounts::lay(const ingest::AccountSource& source) {
    std::unique_ptr<KnownAccounts> known(new KnownAccounts());
    PELF_TRY(breaks_count, source.blocks([&known](const model::AccountBlock& block) {
        known->rows_.append(block);
        return Status(Done{});
    }));
    known->breaks_count_ = breaks_count;
    known->columns_ = known->rows_.columns();
    known->find_open(source);
    return known;
}

void KnownAccounts::find_open(const ingest::AccountSource& source) {
    for (std::uint32_t account = 0; account < columns_.accounts_count; ++account) {
        const AccountName& name = rows_.account(account);
        if (is_someone(name.kind) && !source.is_whole(name)) open_.push_back(account);
    }
}

std::vector<std::optional<std::uint32_t>> KnownAccounts::find_accounts(
    std::span<const AccountName> names) const {
    std::vector<std::optional<std::uint32_t>> numbers;
    numbers.reserve(names.size());
    for (const AccountName& name : names) numbers.push_back(rows_.find_account(name));
    return numbers;
}

}  // namespace pelf::engine
