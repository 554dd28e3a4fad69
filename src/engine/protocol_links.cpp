// SPDX-License-Identifier: Apache-2.0
#include "engine/protocol_links.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "engine/account_ledger.hpp"
#include "engine/json.hpp"
#include "engine/ledger_names.hpp"
#include "ingest/ledgers/bitcoin_files.hpp"
#include "ingest/ledgers/bitcoin_memos.hpp"
#include "ingest/ledgers/block_stream.hpp"
#include "ingest/ledgers/ethereum_etl.hpp"
#include "ingest/ledgers/ethereum_node.hpp"
#include "ingest/ledgers/link_csv.hpp"
#include "ingest/ledgers/thorchain_memo.hpp"
#include "ingest/ledgers/xrpl_node.hpp"
#include "ingest/ledgers/xrpl_reader.hpp"

namespace pelf::engine {
namespace {

/// An account of a ledger as the ledger writes it.
std::optional<std::string> written_account(const std::string& ledger, std::string_view account) {
    for (const codec::Chain chain :
         {codec::Chain::main, codec::Chain::test, codec::Chain::signet, codec::Chain::regtest}) {
        if (ledger != ledger_name(chain)) continue;
        const auto lock = codec::from_address(account, chain);
        return lock ? std::optional(codec::to_address(*lock, chain)) : std::nullopt;
    }
    const auto kind = parse_account_ledger(ledger);
    const auto name = kind ? parse_account(*kind, account) : std::nullopt;
    return name ? std::optional(account_text(*name)) : std::nullopt;
}

/// The stores, and whose accounts are whose.
class KeptLedgers final : public MemoLedgers {
public:
    Status open(const Home& home, const ProtocolLinksRequest& request, const Lists& lists) {
        for (const std::string& ledger : ledgers_here(home)) {
            if (ledger == to_string(AccountLedger::bank)) continue;
            PELF_TRY(tracer, open_tracer(home, ledger, lists, {}));
            names_.push_back(ledger);
            tracers_.push_back(std::move(tracer));
            std::uint64_t& known = known_[ledger];
            for (const NamedWallet& one : wallets_on(ledger, lists)) {
                const bool is_its = one.tag != nullptr && is_service(request, one.tag->label);
                known += is_its ? 1U : 0U;
            }
        }
        services_.insert(request.services.begin(), request.services.end());
        for (const std::string& account : request.accounts) PELF_TRY_DONE(add(account));
        return Done{};
    }

    const std::vector<std::string>& names() const override { return names_; }

    Result<std::optional<TransactionFacts>> transaction(
        std::uint32_t ledger, const model::LedgerHash& name) const override {
        const auto kind = parse_account_ledger(names_[ledger]);
        auto facts = tracers_[ledger]->transaction(kind ? transaction_text(*kind, name)
                                                        : codec::to_hex(name));
        if (facts) return std::optional(std::move(*facts));
        if (facts.error().fault == Fault::not_found) return std::optional<TransactionFacts>();
        return Unexpected(std::move(facts).error());
    }

    bool is_protocols(std::uint32_t ledger, const std::string& account,
                      const AddressOwner& owner) const override {
        if (account.empty()) return false;
        if (services_.contains(owner.tag)) return true;
        const std::string holder = account.substr(0, account.find(':'));
        return accounts_.contains(names_[ledger] + ":" + holder);
    }

    std::optional<std::string> account_text(std::uint32_t ledger,
                                            std::string_view account) const override {
        return written_account(names_[ledger], account);
    }

    std::optional<std::uint32_t> number_of(std::string_view ledger) const {
        const auto at = std::ranges::find(names_, ledger);
        if (at == names_.end()) return std::nullopt;
        return static_cast<std::uint32_t>(at - names_.begin());
    }

    LedgerCoverage coverage(std::uint32_t ledger) const { return tracers_[ledger]->coverage(); }

    const std::map<std::string, std::uint64_t>& known() const noexcept { return known_; }

private:
    static bool is_service(const ProtocolLinksRequest& request, const std::string& label) {
        return std::ranges::find(request.services, label) != request.services.end();
    }

    Status add(const std::string& account) {
        const std::size_t colon = account.find(':');
        const std::string ledger = account.substr(0, colon);
        const std::string rest =
            colon == std::string::npos ? std::string() : account.substr(colon + 1);
        const auto written = written_account(ledger, rest);
        if (!written) {
            return Unexpected(Error{Fault::malformed,
                                    text("expected LEDGER:ACCOUNT (ethereum:0x..., bitcoin:bc1..., "
                                         "xrpl:r...), found \"",
                                         account, "\"")});
        }
        accounts_.insert(ledger + ":" + *written);
        if (const auto known = known_.find(ledger); known != known_.end()) ++known->second;
        return Done{};
    }

    std::vector<std::string> names_;
    std::vector<std::unique_ptr<LedgerTracer>> tracers_;
    std::set<std::string> services_;
    std::set<std::string> accounts_;  ///< LEDGER:ACCOUNT.
    std::map<std::string, std::uint64_t> known_;
};

/// Reads memos, and keeps those with one of the protocol's words.
class MemoReading {
public:
    MemoReading(const Home& home, const ProtocolLinksRequest& request, const KeptLedgers& kept,
                const OnProgress& progress)
        : home_(home), request_(request), kept_(kept), progress_(progress) {}

    Status run(ProtocolLinksAnswer& answer) {
        answer_ = &answer;
        if (!request_.bitcoin.empty()) PELF_TRY_DONE(bitcoin());
        if (!request_.ethereum_etl.empty()) PELF_TRY_DONE(ethereum_etl());
        if (!request_.ethereum_rpc.empty()) PELF_TRY_DONE(ethereum_node());
        if (!request_.xrpl.empty()) PELF_TRY_DONE(xrpl());
        if (!request_.xrpl_rpc.empty()) PELF_TRY_DONE(xrpl_node());
        return Done{};
    }

    std::span<const ProtocolMemo> memos() const noexcept { return memos_; }

private:
    Result<std::uint32_t> ledger(std::string_view name) const {
        const auto number = kept_.number_of(name);
        if (number) return *number;
        return Unexpected(Error{Fault::not_found,
                                text("there is no ledger ", name,
                                     " here, which says who paid whom; make it from the same data "
                                     "with `pelf ledger ingest`"),
                                home_.folder.string()});
    }

    ingest::MemoSink keep(std::uint32_t ledger) {
        return [this, ledger](const ingest::LedgerMemo& memo) {
            using Kind = ingest::ThorchainMemo::Kind;
            const auto read = ingest::read_thorchain_memo(memo.text);
            if (!read) {
                answer_->unreadable_count += read.error() == Fault::refused ? 0U : 1U;
                return;
            }
            answer_->swaps_count += read->kind == Kind::swap ? 1U : 0U;
            answer_->others_count += read->kind == Kind::other ? 1U : 0U;
            if (memos_.size() == kProtocolMemosMax) {
                is_over_limit_ = true;
                return;
            }
            memos_.push_back({ledger, memo});
        };
    }

    /// After each block.
    Status go_on(std::string_view what, std::uint64_t all) {
        progress_({what, ++blocks_count_, all, 0});
        if (!is_over_limit_) return Done{};
        return Unexpected(
            Error{Fault::over_limit, text("expected at most ", kProtocolMemosMax,
                                          " memos of the protocol, found more; give fewer files")});
    }

    ingest::Report& report(const std::string& source) {
        blocks_count_ = 0;
        return answer_->reports.emplace_back(source);
    }

    Status bitcoin() {
        ingest::Report& losses = report(request_.bitcoin.string());
        PELF_TRY(files,
                 ingest::BlockFiles::open(request_.bitcoin, {.chain = request_.chain}, losses));
        PELF_TRY(number, ledger(ledger_name(files.chain())));
        const ingest::MemoSink sink = keep(number);
        const auto chain = files.best_chain();
        const auto read = ingest::for_each_block(
            files, chain, {.threads_count = request_.threads_count}, losses,
            [&](const codec::Block& block, const ingest::BlockRef& ref) -> Status {
                ingest::hand_over_memos(block, ref.height, sink);
                return go_on("blocks", chain.size());
            });
        if (!read) return Unexpected(read.error());
        return Done{};
    }

    Status ethereum_etl() {
        ingest::Report& losses = report(request_.ethereum_etl.string());
        PELF_TRY(number, ledger(to_string(AccountLedger::ethereum)));
        const auto read = ingest::read_ethereum_etl(
            request_.ethereum_etl, {.on_memo = keep(number)}, losses,
            [&](const model::AccountBlock&) { return go_on("blocks", 0); });
        if (!read) return Unexpected(read.error());
        answer_->notices.insert(answer_->notices.end(), read->missing.begin(), read->missing.end());
        return Done{};
    }

    Status ethereum_node() {
        ingest::Report& losses = report(request_.ethereum_rpc);
        PELF_TRY(number, ledger(to_string(AccountLedger::ethereum)));
        ingest::EthereumNodeOptions options;
        options.address = request_.ethereum_rpc;
        options.sleep = request_.sleep;
        PELF_TRY(node, ingest::EthereumNode::open(options));
        const LedgerCoverage here = kept_.coverage(number);
        PELF_TRY(tip, node.tip());
        if (tip.height < here.height) {
            return Unexpected(
                Error{Fault::refused,
                      text("the node is at block ", tip.height, " and the ledger here at ",
                           here.height, "; wait until it has caught up"),
                      request_.ethereum_rpc});
        }
        ingest::EthereumFollowPlan plan;
        plan.tip = tip;
        plan.first_height = here.first_height;
        plan.blocks_count = here.height - here.first_height + 1;
        const auto read = ingest::read_ethereum_node(
            node, plan, losses,
            [&](const model::AccountBlock&) { return go_on("blocks", plan.blocks_count); },
            keep(number));
        if (!read) return Unexpected(read.error());
        if (!read->is_reorganised) return Done{};
        return Unexpected(Error{Fault::refused, "the node changed its chain meanwhile; try again",
                                request_.ethereum_rpc});
    }

    Status xrpl() {
        PELF_TRY(number, ledger(to_string(AccountLedger::xrpl)));
        PELF_TRY(files, files_in(request_.xrpl));
        for (const auto& file : files) {
            ingest::XrplReader reader({.has_openings = false, .on_memo = keep(number)});
            PELF_TRY_DONE(
                reader.read_file(file, report(file.string()),
                                 [&](const model::AccountBlock&) { return go_on("ledgers", 0); }));
        }
        return Done{};
    }

    Status xrpl_node() {
        PELF_TRY(number, ledger(to_string(AccountLedger::xrpl)));
        ingest::XrplNodeOptions options;
        options.address = request_.xrpl_rpc;
        options.sleep = request_.sleep;
        PELF_TRY(node, ingest::XrplNode::open(options));
        ingest::Report& losses = report(request_.xrpl_rpc);
        ingest::XrplReader reader({.has_openings = false, .on_memo = keep(number)});
        const LedgerCoverage here = kept_.coverage(number);
        for (std::uint64_t index = here.first_height; index <= here.height; ++index) {
            PELF_TRY(answer, node.ledger(index));
            PELF_TRY_DONE(reader.read(
                std::as_bytes(std::span(answer)), losses, [&](const model::AccountBlock&) {
                    return go_on("ledgers", here.height - here.first_height + 1);
                }));
        }
        return Done{};
    }

    const Home& home_;
    const ProtocolLinksRequest& request_;
    const KeptLedgers& kept_;
    const OnProgress& progress_;
    ProtocolLinksAnswer* answer_ = nullptr;
    std::vector<ProtocolMemo> memos_;
    std::uint64_t blocks_count_ = 0;  ///< Of the source at hand.
    bool is_over_limit_ = false;
};

boost::json::object side_of_link(const PlaceFacts& place, const Uint256& amount) {
    return {
        {"place", place.place}, {"account", place.account},        {"amount", to_string(amount)},
        {"asset", place.asset}, {"tag", or_null(place.owner.tag)}, {"time", place.time}};
}

boost::json::array doubts_of(const MemoLink& found) {
    boost::json::array doubts;
    for (const MemoFinding doubt : found.doubts) doubts.emplace_back(to_string(doubt));
    return doubts;
}

}  // namespace

std::uint64_t ProtocolLinksAnswer::count_of(model::LinkStanding standing) const noexcept {
    return static_cast<std::uint64_t>(std::ranges::count(
        found.links, standing, [](const MemoLink& one) { return one.link.standing; }));
}

Result<ProtocolLinksAnswer> find_protocol_links(const Home& home,
                                                const ProtocolLinksRequest& request,
                                                const OnProgress& progress) {
    if (request.bitcoin.empty() && request.ethereum_etl.empty() && request.ethereum_rpc.empty() &&
        request.xrpl.empty() && request.xrpl_rpc.empty()) {
        return Unexpected(Error{Fault::refused,
                                "say where memos are to be read: --bitcoin, --ethereum-etl, "
                                "--ethereum-rpc, --xrpl or --xrpl-rpc"});
    }
    ProtocolLinksAnswer answer;
    PELF_TRY(lists, load_lists(home, request.lists_as_of, request.lists_known_by_unix_s));
    answer.lists = lists_used(lists);
    KeptLedgers kept;
    PELF_TRY_DONE(kept.open(home, request, lists));
    MemoReading reading(home, request, kept, progress);
    PELF_TRY_DONE(reading.run(answer));
    PELF_TRY(found, link_memos(reading.memos(), kept));
    answer.found = std::move(found);
    for (std::uint32_t ledger = 0; ledger < kept.names().size(); ++ledger) {
        const std::string& name = kept.names()[ledger];
        answer.ledgers.push_back(kept.coverage(ledger));
        answer.known.push_back({name, kept.known().at(name)});
        if (answer.known.back().accounts > 0) continue;
        answer.notices.push_back(text("no account of ", name,
                                      " is known as the protocol's: what it was paid and what it "
                                      "paid there is claimed at most (--vault, or a list)"));
    }
    return answer;
}

std::string to_link_csv(const ProtocolLinksAnswer& answer) {
    std::vector<model::Link> links;
    for (const MemoLink& found : answer.found.links) links.push_back(found.link);
    return ingest::write_link_csv(links);
}

std::string to_json(const ProtocolLinksAnswer& answer, const ProtocolLinksRequest& request) {
    boost::json::array links;
    for (const MemoLink& found : answer.found.links) {
        links.push_back({{"link", found.link.id},
                         {"kind", model::to_string(found.link.kind)},
                         {"standing", model::to_string(found.link.standing)},
                         {"asked", or_null(found.asked)},
                         {"reply", found.reply},
                         {"by_name", found.is_by_name},
                         {"doubts", doubts_of(found)},
                         {"from", side_of_link(found.from, found.link.from.amount)},
                         {"to", side_of_link(found.to, found.link.to.amount)}});
    }
    boost::json::object findings;
    for (std::size_t i = 0; i < kMemoFindingsCount; ++i) {
        findings[to_string(static_cast<MemoFinding>(i))] = answer.found.findings[i];
    }
    boost::json::array named;
    for (const MemoLinks::Named& one : answer.found.named) {
        named.push_back(
            {{"finding", to_string(one.finding)}, {"reply", one.reply}, {"inbound", one.inbound}});
    }
    boost::json::array known;
    for (const auto& [ledger, accounts] : answer.known) {
        known.push_back({{"ledger", ledger}, {"accounts", accounts}});
    }
    boost::json::array ledgers;
    for (const LedgerCoverage& ledger : answer.ledgers) ledgers.push_back(to_json_object(ledger));
    std::uint64_t losses = 0;
    for (const ingest::Report& report : answer.reports) losses += report.losses_count();
    boost::json::object document{
        {"services", boost::json::array(request.services.begin(), request.services.end())},
        {"accounts", boost::json::array(request.accounts.begin(), request.accounts.end())},
        {"known", std::move(known)},
        {"ledgers", std::move(ledgers)},
        {"lists", to_json_array(answer.lists)},
        {"swaps", answer.swaps_count},
        {"replies", answer.found.replies_count},
        {"others", answer.others_count},
        {"unreadable", answer.unreadable_count},
        {"protocol", answer.count_of(model::LinkStanding::protocol)},
        {"claimed", answer.count_of(model::LinkStanding::claimed)},
        {"findings", std::move(findings)},
        {"named", std::move(named)},
        {"links", std::move(links)},
        {"losses", losses},
        {"notices", boost::json::array(answer.notices.begin(), answer.notices.end())}};
    return pretty(document);
}

}  // namespace pelf::engine
