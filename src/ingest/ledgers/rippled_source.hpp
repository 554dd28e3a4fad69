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
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "ingest/ledgers/account_source.hpp"
#include "ingest/ledgers/answer_file.hpp"
#include "ingest/ledgers/rippled_answers.hpp"
#include "ingest/ledgers/xrpl_history.hpp"
#include "ingest/web/polite_client.hpp"

namespace pelf::ingest {

/// See AccountSource. Escrows and channels are in the history of who pays into them.
class RippledSource final : public AccountSource {
public:
    /// Asks for the last validated ledger. `folder` keeps the answers. Fails as
    /// PoliteClient::post(), AnswerFile::open() and RippledAnswers do.
    static Result<RippledSource> open(PoliteOptions options, const std::filesystem::path& folder,
                                      SourceLimits limits);

    const AccountSourceTip& tip() const noexcept override { return tip_; }
    const std::string& url() const noexcept override { return server_.url(); }
    SourceStop stopped_by() const noexcept override { return stopped_by_; }
    AccountSourceCounts counts() const override;
    std::span<const std::string> flaws() const noexcept override { return history_.flaws(); }

    Result<bool> learn_transaction(const model::LedgerHash& hash) override;
    /// All its transactions up to the tip, from as far back as the source has them. Fails with
    /// not_found where that is later than a transaction learned alone.
    Result<bool> learn_account(const model::AccountName& name) override;

    bool is_whole(const model::AccountName& name) const override { return history_.is_whole(name); }
    std::optional<model::AccountName> whom_to_ask(const model::AccountName& name) const override;
    Result<std::uint64_t> blocks(const AccountSink& sink) const override;
    Status sync() override { return file_->sync(); }

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
    AccountSourceTip tip_;
    std::uint64_t begins_at_ = ~std::uint64_t{0};  ///< The earliest transaction learned alone.
    SourceStop stopped_by_ = SourceStop::none;
    std::uint64_t kept_count_ = 0;
};

}  // namespace pelf::ingest
