// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_facts.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace pelf::casefile::report {
namespace {

template <class T>
const T* with_key(const std::vector<T>& list, const std::string& key) noexcept {
    const auto found = std::ranges::find(list, key, &T::key);
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

const Party* find_party(const ReportFacts& facts, const std::string& key) noexcept {
    return with_key(facts.parties, key);
}

const Account* find_account(const ReportFacts& facts, const std::string& key) noexcept {
    return with_key(facts.accounts, key);
}

const Transaction* find_transaction(const ReportFacts& facts, const std::string& key) noexcept {
    return with_key(facts.transactions, key);
}

std::string decimal_text(const Amount& amount) {
    if (amount.units.digits.empty() || amount.decimals == 0) return amount.units.digits;
    std::string digits = amount.units.digits;
    const auto decimals = static_cast<std::size_t>(amount.decimals);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    return digits.insert(digits.size() - decimals, ".");
}

std::string name_text(const Name& name) {
    if (!name.full.empty()) return name.full;
    std::string joined;
    for (const std::string* part : {&name.first, &name.middle, &name.last, &name.suffix}) {
        if (part->empty()) continue;
        if (!joined.empty()) joined += ' ';
        joined += *part;
    }
    return joined;
}

std::string name_text(const Party& party) {
    const auto is_plain = [](const Name& name) {
        return name.kind == "legal" && (name.script.empty() || name.script == "Latn");
    };
    const auto found = std::ranges::find_if(party.names, is_plain);
    if (found != party.names.end()) return name_text(*found);
    return party.names.empty() ? std::string() : name_text(party.names.front());
}

}  // namespace pelf::casefile::report
