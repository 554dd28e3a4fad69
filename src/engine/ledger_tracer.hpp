// SPDX-License-Identifier: Apache-2.0
//
// One ledger as a trace over several ledgers sees it: places in, ends out, in words. Coins and
// accounts look the same from here.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analyze/trace.hpp"
#include "base/result.hpp"
#include "base/uint256.hpp"
#include "engine/home.hpp"
#include "engine/ledger_names.hpp"
#include "engine/lists.hpp"

namespace pelf::engine {

struct TracerOptions {
    bool stop_at_services = true;
    bool follow_fees = false;
    /// Accounts: whether the traced part of what is given in an exchange goes over to what is got.
    bool cross_swaps = true;
    /// Accounts with a destination tag are one with their holder.
    bool merge_tags = false;
    std::uint32_t hops_max = ~std::uint32_t{0};
    std::uint64_t transactions_max = ~std::uint64_t{0};
    std::uint32_t haircut_floor_ppm = 0;
    /// Accounts, forward: say the way to so many ends, the largest first.
    std::size_t paths_max = 0;
    std::function<bool()> out_of_time{};
    /// Traces end at what the ledger was then; places are found wherever they are.
    std::optional<std::int64_t> as_of_unix_s{};
};

/// A place as the ledger has it.
struct PlaceFacts {
    std::string place{};    ///< LEDGER:TX:INDEX, as the ledger's tools write the hash.
    std::string account{};  ///< Who got it.
    std::string asset{};
    unsigned decimals = 0;
    Uint256 amount{};      ///< All that arrived there, in the asset's smallest unit.
    std::string time{};    ///< RFC 3339.
    AddressOwner owner{};  ///< By the lists.
    /// Nothing arrived there: it is what the account had before the ledger, as it is kept, begins.
    bool is_opening = false;
};

/// Traced money at a place, to begin with.
struct TracerSeed {
    std::string place{};
    Uint256 amount{};         ///< The first units of what arrived there.
    bool is_carried = false;  ///< By a link: ends at a service as all other money does.
};

/// Which seed the money of an end is of.
struct SeedPart {
    std::uint32_t seed = 0;  ///< In the span given.
    Uint256 amount{};        ///< In the asset of the end.
    Uint256 origin{};        ///< In the asset of the seed: how much of it this is.
};

/// Traced money at a place on the way.
struct TracedStep {
    PlaceFacts at{};
    Uint256 amount{};
};

struct TracedEnd {
    analyze::EndKind kind = analyze::EndKind::unspent;
    PlaceFacts at{};   ///< `amount` is all that arrived there, traced or not.
    Uint256 amount{};  ///< Traced.
    std::uint32_t hops = 0;
    std::vector<SeedPart> parts{};   ///< By seed; empty under poison.
    std::vector<TracedStep> path{};  ///< From a seed to here; empty unless asked for.
};

/// Money that passed a listed party's account.
struct TracedPass {
    PlaceFacts at{};
    Uint256 amount{};
};

/// One asset for another, in one transaction.
struct TracedSwap {
    std::string transaction{};
    std::string account{};
    std::string given_asset{};
    std::string got_asset{};
    Uint256 given{};
    Uint256 got{};
};

struct LedgerTraced {
    std::vector<TracedEnd> ends{};
    std::vector<TracedPass> passes{};
    std::vector<TracedSwap> swaps{};
    std::uint64_t transactions_touched = 0;
    std::uint8_t limits = 0;  ///< Bits of analyze::Limit.
};

/// Whose accounts on a ledger are meant.
struct ServiceAccounts {
    std::vector<std::string> accounts{};  ///< As people write them.
    std::string tag{};                    ///< And all that the lists attribute to this name.
};

inline constexpr std::size_t kServicePaymentsMax = 2'000'000;

/// What one transaction moved, and who paid it.
struct TransactionFacts {
    struct Payer {
        std::string account{};  ///< Empty: not known (an output from before a window).
        AddressOwner owner{};   ///< By the lists.
    };
    struct Payment {
        PlaceFacts to{};
        std::uint32_t payer = 0;  ///< In `payers`. On a coin ledger all of them paid together.
    };
    std::int64_t time_unix_s = 0;
    /// In order of places. Not fees, new coins, what opens a ledger, exchanges by its own rules,
    /// nor amounts of 0; on a coin ledger not what nobody can spend.
    std::vector<Payment> payments{};
    std::vector<Payer> payers{};
    bool is_paid_together = false;
};

struct LedgerCoverage {
    std::string ledger{};
    std::uint64_t first_height = 0;
    std::uint64_t height = 0;
    std::string tip_hash{};
    std::string tip_time{};
    bool window = false;
};

/// Not thread-safe.
class LedgerTracer {
public:
    LedgerTracer() = default;
    LedgerTracer(const LedgerTracer&) = delete;
    LedgerTracer& operator=(const LedgerTracer&) = delete;
    virtual ~LedgerTracer() = default;

    /// Up to as_of_unix_s; where a source is asked, up to its tip.
    virtual LedgerCoverage coverage() const = 0;
    /// TXID:VOUT; on an account ledger TX:INDEX, or TX alone for index 0. Fails with malformed,
    /// not_found or refused (no such index).
    virtual Result<PlaceFacts> find(std::string_view place) = 0;
    /// Of a transaction as the ledger's tools write it. Fails with malformed or not_found.
    virtual Result<TransactionFacts> transaction(std::string_view name) const = 0;
    /// From here on traced money stops at the account that got this place: somebody knows whose it
    /// is. Requires what find() wrote, without the ledger.
    virtual void stop_at(std::string_view place) = 0;
    /// What others paid to a service, in the ledger's order; not what moved among its own accounts,
    /// nor fees, new coins and exchanges. An account stands for its destination tags too. Fails
    /// with malformed (no account of this ledger), not_found (an account, a tag or an asset that
    /// the ledger does not have), over_limit above kServicePaymentsMax.
    virtual Result<std::vector<PlaceFacts>> deposits(const ServiceAccounts& service,
                                                     const std::string& asset) const = 0;
    /// What a service paid to others. On a coin ledger its change is among it where it went to an
    /// address that is not known to be the service's.
    virtual Result<std::vector<PlaceFacts>> withdrawals(const ServiceAccounts& service,
                                                        const std::string& asset) const = 0;
    /// Requires places that find() knows and amounts above 0, at most theirs.
    virtual Result<LedgerTraced> trace(analyze::Policy policy,
                                       std::span<const TracerSeed> seeds) = 0;
    /// From a place back to where its money came from; ends are the sources, each with one part of
    /// seed 0. Requires fifo or lifo, and a place that find() knows, without the ledger.
    virtual Result<LedgerTraced> trace_back(analyze::Policy policy,
                                            std::string_view place) const = 0;
};

/// The error of deposits() and withdrawals() above their limit.
Unexpected<Error> too_many_payments();

/// Of the ledger with this name in a data directory: "bitcoin-regtest", "xrpl". `lists` outlives
/// it. Fails with not_found where there is none, or as the stores do.
Result<std::unique_ptr<LedgerTracer>> open_tracer(const Home& home, const std::string& ledger,
                                                  const Lists& lists, const TracerOptions& options);

/// The names open_tracer() knows, for messages.
std::vector<std::string> ledgers_here(const Home& home);

}  // namespace pelf::engine
