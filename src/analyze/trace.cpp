// SPDX-License-Identifier: Apache-2.0
#include "analyze/trace.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "analyze/seed_list.hpp"
#include "analyze/trace_sweep.hpp"
#include "analyze/trace_walk.hpp"

namespace pelf::analyze {
namespace {

struct PolicyName {
    std::string_view text;
    Policy policy;
};

/// The first name of each policy is the one we write.
constexpr std::array kPolicyNames = {
    PolicyName{"poison", Policy::poison},
    PolicyName{"haircut", Policy::haircut},
    PolicyName{"fifo", Policy::fifo},
    PolicyName{"lifo", Policy::lifo},
    PolicyName{"tiho", Policy::tiho},
    PolicyName{"tilo", Policy::tilo},
    PolicyName{"dirty-first", Policy::dirty_first},
    PolicyName{"clean-first", Policy::clean_first},
    PolicyName{"lowest-balance", Policy::lowest_balance},
    PolicyName{"pro-rata", Policy::haircut},
    PolicyName{"first-in-first-out", Policy::fifo},
    PolicyName{"last-in-first-out", Policy::lifo},
    PolicyName{"highest-out", Policy::tiho},
    PolicyName{"taint-in-highest-out", Policy::tiho},
    PolicyName{"lowest-out", Policy::tilo},
    PolicyName{"taint-in-lowest-out", Policy::tilo},
    PolicyName{"taint-first", Policy::dirty_first},
    PolicyName{"taint-last", Policy::clean_first},
    PolicyName{"lowest-intermediate-balance", Policy::lowest_balance},
};

char folded(char letter) noexcept {
    if (letter == '_') return '-';
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

}  // namespace

std::string_view to_string(Policy policy) noexcept {
    return std::ranges::find(kPolicyNames, policy, &PolicyName::policy)->text;
}

std::optional<Policy> parse_policy(std::string_view text) noexcept {
    for (const PolicyName& name : kPolicyNames) {
        if (std::ranges::equal(text, name.text, {}, folded)) return name.policy;
    }
    return std::nullopt;
}

bool is_conserving(Policy policy) noexcept {
    return policy != Policy::poison;
}

std::string_view to_string(EndKind kind) noexcept {
    switch (kind) {
        case EndKind::unspent: return "unspent";
        case EndKind::service: return "service";
        case EndKind::mixer: return "mixer";
        case EndKind::bridge: return "bridge";
        case EndKind::fee: return "fee";
        case EndKind::residue: return "residue";
        case EndKind::limit: return "limit";
        case EndKind::coinbase: return "coinbase";
        case EndKind::burned: return "burned";
        case EndKind::swap: return "swap";
        case EndKind::opening: return "opening";
    }
    return "";
}

Trace trace_forward(const graph::CoinColumns& columns, std::span<const Seed> seeds,
                    const TraceOptions& options) {
    const SeedList list(columns, seeds);
    if (list.empty()) {
        Trace nothing;
        nothing.policy = options.policy;
        return nothing;
    }
    if (can_sweep(options)) return trace_sweep(columns, list, options);
    return TraceWalk(columns, list, options).run();
}

}  // namespace pelf::analyze
