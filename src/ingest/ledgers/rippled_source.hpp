// SPDX-License-Identifier: Apache-2.0
//
// Accounts of the XRP Ledger, asked for one by one of a server (rippled, Clio), kept and verified:
// what a trace needs where there is no ledger. An account is asked for all of its transactions, as
// far back as the server has them: what it held when traced money came follows from these.
//
// Verified of every answer, whether it comes from the server or from what was kept:
//   a transaction  its id is that of what it says, where all of that is there
//   a history      no transaction is missing that another answer has, and that changed what the
//                  account holds; where balances do not follow on, that is counted
//   a ledger       its hash is that of its header, where all of that is there
//
// The server's word, since nobody can prove it without whole ledgers: metadata (what moved), that a
// ledger is the one the network agreed upon, that a history has everything. What is validated is
// final, so that nothing is asked twice.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "ingest/ledgers/answer_file.hpp"
#include "ingest/ledgers/rippled_answers.hpp"
#include "ingest/ledgers/source_limits.hpp"
#include "ingest/ledgers/xrpl_history.hpp"
#include "ingest/web/polite_client.hpp"

namespace pelf::ingest {

/// Not thread-safe. Where a limit is reached, functions return false and stopped_by() says which;
/// what was kept by then stays. Errors are refused where an answer is proved false.
class RippledSource {
public:
    /// Asks for the last validated ledger. `folder` keeps the answers. Fails as
    /// PoliteClient::post(), AnswerFile::open() and RippledAnswers do.
    static Result<RippledSource> open(PoliteOptions options, const std::filesystem::path& folder,
                                      SourceLimits limits);

    const SaidXrplLedger& tip() const noexcept { return tip_; }
    const std::string& url() const noexcept { return server_.url(); }
    std::uint64_t requests_count() const noexcept { return server_.requests_count(); }
    /// Questions that what was kept could answer.
    std::uint64_t kept_count() const noexcept { return kept_count_; }
    std::uint64_t dropped_bytes() const noexcept { return file_->dropped_bytes(); }
    SourceStop stopped_by() const noexcept { return stopped_by_; }
    const XrplHistory& history() const noexcept { return history_; }

    /// Puts a transaction that a trace begins with into the history. Fails with not_found or
    /// refused (not validated).
    Result<bool> learn_transaction(const codec::Hash256& hash);
    /// Makes an account whole: all its transactions up to the tip, from as far back as the source
    /// has them. Fails with not_found where that is later than a transaction learned alone.
    Result<bool> learn_account(const codec::XrplAccountId& account);

    Status sync() { return file_->sync(); }

private:
    using Account = codec::XrplAccountId;
    /// What was looked through of one account, in one piece.
    struct Known {
        std::uint64_t first = 0;
        std::optional<std::uint64_t> last{};        ///< Nothing: not through the first range yet.
        std::uint64_t range_first = 0;              ///< Of the range at hand, as the next.
        std::optional<std::uint64_t> range_last{};  ///< Nothing: no range is at hand.
        std::set<std::string> markers{};            ///< Those of the range at hand.
        std::string marker{};                       ///< Where it goes on.
    };
    /// Stored: never renumber.
    enum class AnswerKind : std::uint32_t { transaction = 1, page = 2 };

    RippledSource(PoliteClient server, SourceLimits limits)
        : server_(std::move(server)), limits_(std::move(limits)) {}

    Status find_tip();
    void begin_at(std::uint64_t ledger_index);
    Status next_page(const Account& account);
    std::string page_question(const Account& account) const;
    std::uint64_t range_end(const Account& account) const;
    Status take_page(SaidXrplPage page);
    Status take_kept(AnswerKind kind, std::string_view body);
    Status keep(AnswerKind kind, std::string_view body);
    bool may_ask();

    PoliteClient server_;
    SourceLimits limits_;
    std::optional<AnswerFile> file_{};  ///< Always there once open() has returned.
    RippledAnswers answers_;
    XrplHistory history_;
    std::map<Account, Known> accounts_;
    SaidXrplLedger tip_;
    std::uint64_t begins_at_ = ~std::uint64_t{0};  ///< The earliest transaction learned alone.
    SourceStop stopped_by_ = SourceStop::none;
    std::uint64_t kept_count_ = 0;
};

}  // namespace pelf::ingest
