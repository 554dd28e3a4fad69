// SPDX-License-Identifier: Apache-2.0
#include "engine/allow.hpp"

#include "engine/json.hpp"
#include "engine/sha256_hex.hpp"
#include "screen/record_hash.hpp"

namespace pelf::engine {

Result<Allowances> load_allowances(const Home& home, Date today) {
    PELF_TRY(list, screen::AllowList::open(home.folder / "allow.log", sha256_hex));
    return Allowances{std::move(list), today};
}

screen::AllowVerdict check_allowance(const Allowances& allowances, const model::Party& customer,
                                     const model::Party& listed) {
    if (customer.id.key.empty()) return {};
    screen::AllowQuestion question{.customer = customer.id.key,
                                   .customer_hash = {},
                                   .listed = listed.id,
                                   .listed_hash = {},
                                   .today = allowances.today};
    // Most hits have none, and hashing is the dear part.
    if (allowances.list.check(question).allowance == nullptr) return {};
    const std::string customer_hash = screen::record_hash(customer, sha256_hex);
    const std::string listed_hash = screen::record_hash(listed, sha256_hex);
    question.customer_hash = customer_hash;
    question.listed_hash = listed_hash;
    return allowances.list.check(question);
}

screen::AllowVerdict check_allowance(const Allowances& allowances, const screen::FoundHit& hit) {
    return allowances.list.check({.customer = hit.key.customer,
                                  .customer_hash = hit.customer_hash,
                                  .listed = hit.key.listed,
                                  .listed_hash = hit.listed_hash,
                                  .today = allowances.today});
}

screen::Allowance allowance_of(const model::Party& customer, const model::Party& listed) {
    screen::Allowance one;
    one.customer = customer.id.key;
    one.customer_hash = screen::record_hash(customer, sha256_hex);
    one.listed = listed.id;
    one.listed_hash = screen::record_hash(listed, sha256_hex);
    return one;
}

std::string to_json(const std::vector<screen::Allowance>& allowances) {
    boost::json::array array;
    for (const screen::Allowance& one : allowances) {
        array.push_back({{"number", one.number},
                         {"customer", one.customer},
                         {"customer_hash", one.customer_hash},
                         {"source", one.listed.source},
                         {"id", one.listed.key},
                         {"listed_hash", one.listed_hash},
                         {"approver", one.approver},
                         {"reason", one.reason},
                         {"made", rfc3339(one.made_unix_s)},
                         {"until", to_string(one.until)}});
    }
    return pretty(boost::json::object{{"allowances", std::move(array)}});
}

}  // namespace pelf::engine
