// SPDX-License-Identifier: Apache-2.0
//
// What looks at the two kinds of ledgers share. Inside engine.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "codec/bitcoin_script.hpp"
#include "engine/account_names.hpp"
#include "engine/home.hpp"
#include "engine/lists.hpp"

namespace pelf::engine {

/// Adds tag, category and listed by what the lists say of the account; null where they say nothing.
void add_owner(boost::json::object& row, const Lists& lists, std::string_view ledger,
               const std::string& account);

Result<std::string> coin_transaction(const Home& home, codec::Chain chain, const Lists& lists,
                                     std::string_view transaction);
Result<std::string> coin_address(const Home& home, codec::Chain chain, const Lists& lists,
                                 std::string_view address,
                                 const std::function<bool()>& out_of_time);
Result<std::string> account_transaction(const Home& home, AccountLedger ledger, const Lists& lists,
                                        std::string_view transaction);
Result<std::string> account_address(const Home& home, AccountLedger ledger, const Lists& lists,
                                    std::string_view address);

}  // namespace pelf::engine
