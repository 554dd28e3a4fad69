// SPDX-License-Identifier: Apache-2.0
#include "screen/allow_list.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace pelf::screen {
namespace {

constexpr std::string_view kName = "allow";
constexpr std::size_t kAddFields = 11;
constexpr std::size_t kRemoveFields = 5;

LogRecord record_of(const Allowance& allowance) {
    return {"add",
            std::to_string(allowance.number),
            allowance.customer,
            allowance.customer_hash,
            allowance.listed.source,
            allowance.listed.key,
            allowance.listed_hash,
            allowance.approver,
            allowance.reason,
            rfc3339(allowance.made_unix_s),
            to_string(allowance.until)};
}

std::optional<Allowance> allowance_of(const LogRecord& record) {
    if (record.size() != kAddFields) return std::nullopt;
    const auto number = parse_u64(record[1]);
    const auto made = parse_as_of(record[9]);
    const auto until = parse_date(record[10]);
    if (!number || !made || !until) return std::nullopt;
    return Allowance{*number,   record[2], record[3], {record[4], record[5]}, record[6], record[7],
                     record[8], *made,     *until};
}

bool is_same_hash(std::string_view whole, std::string_view asked) noexcept {
    return asked == whole || (asked.size() == kCutHashDigits && whole.starts_with(asked));
}

Error refused(std::string message) {
    return {Fault::refused, std::move(message)};
}

}  // namespace

Result<AllowList> AllowList::open(const std::filesystem::path& path, ContentHash hash) {
    PELF_TRY(log, ChainedLog::open(path, kName, hash));
    AllowList list(std::move(log));
    PELF_TRY_DONE(list.replay());
    return list;
}

Status AllowList::replay() {
    in_list_.clear();
    last_number_ = 0;
    for (std::size_t i = 0; i < log_.records().size(); ++i) {
        const LogRecord& record = log_.records()[i];
        const Error not_ours{Fault::malformed,
                             text("expected an allowance or a removal in line ", i + 2)};
        if (record[0] == "add") {
            auto allowance = allowance_of(record);
            if (!allowance) return Unexpected(not_ours);
            last_number_ = std::max(last_number_, allowance->number);
            const Key key{allowance->customer, allowance->listed};
            in_list_.insert_or_assign(key, std::move(*allowance));
        } else if (record[0] == "remove" && record.size() == kRemoveFields) {
            const auto number = parse_u64(record[1]);
            if (!number) return Unexpected(not_ours);
            std::erase_if(in_list_, [&](const auto& one) { return one.second.number == *number; });
        } else {
            return Unexpected(not_ours);
        }
    }
    return Done{};
}

Result<Allowance> AllowList::add(Allowance allowance) {
    if (allowance.customer.empty()) return Unexpected(refused("expected a customer's id"));
    if (trim(allowance.approver).empty()) return Unexpected(refused("expected who approves it"));
    if (trim(allowance.reason).empty()) return Unexpected(refused("expected a reason"));
    const std::string today = rfc3339(allowance.made_unix_s).substr(0, 10);
    if (to_string(allowance.until) < today) {
        return Unexpected(refused(
            text("expected a last day that is not past, found ", to_string(allowance.until))));
    }
    allowance.number = last_number_ + 1;
    const LogRecord record = record_of(allowance);
    PELF_TRY_DONE(log_.append({&record, 1}));
    PELF_TRY_DONE(replay());
    return allowance;
}

Status AllowList::remove(const Removal& removal) {
    if (trim(removal.approver).empty()) return Unexpected(refused("expected who removes it"));
    const bool is_there = std::ranges::any_of(
        in_list_, [&](const auto& one) { return one.second.number == removal.number; });
    if (!is_there) {
        return Unexpected(Error{Fault::not_found,
                                text("there is no allowance ", removal.number, " in the list")});
    }
    const LogRecord record{"remove", std::to_string(removal.number), removal.approver,
                           removal.reason, rfc3339(removal.made_unix_s)};
    PELF_TRY_DONE(log_.append({&record, 1}));
    return replay();
}

AllowVerdict AllowList::check(const AllowQuestion& question) const {
    AllowVerdict verdict;
    const auto found = in_list_.find(Key{std::string(question.customer), question.listed});
    if (found == in_list_.end()) return verdict;
    const Allowance& allowance = found->second;
    verdict.allowance = &allowance;
    const bool same_customer = is_same_hash(allowance.customer_hash, question.customer_hash);
    const bool same_entry = is_same_hash(allowance.listed_hash, question.listed_hash);
    const bool expired = allowance.until < question.today;
    verdict.in_force = same_customer && same_entry && !expired;
    verdict.why = text("allowed by ", allowance.approver, " until ", to_string(allowance.until),
                       ": ", allowance.reason);
    if (verdict.in_force) return verdict;
    verdict.why =
        text("no longer ", verdict.why, " (void:", same_customer ? "" : " the customer changed",
             same_entry ? "" : " the listed record changed", expired ? " it expired" : "", ")");
    return verdict;
}

std::vector<Allowance> AllowList::all() const {
    std::vector<Allowance> allowances;
    for (const auto& [key, allowance] : in_list_) allowances.push_back(allowance);
    std::ranges::sort(allowances, {}, &Allowance::number);
    return allowances;
}

}  // namespace pelf::screen
