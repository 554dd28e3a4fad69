// SPDX-License-Identifier: Apache-2.0
//
// A small story told by a bundle, for tests: one theft of 20 BTC on a chain made for it, a payment
// to a service, a rest that lies unspent, a fee, a house list. Its parts can be changed before they
// are signed, as somebody would who wants to be believed.
//
//   MadeStory story;
//   story.answer.as_object()["height"] = 3;
//   verify_bundle(story.bundle(), {});
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/text.hpp"
#include "casefile/bundle.hpp"
#include "casefile/canonical_json.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/bitcoin_script.hpp"
#include "codec/hex.hpp"
#include "codec/merkle_branch.hpp"
#include "support/block_builder.hpp"

namespace pelf::test {

class MadeStory {
public:
    static constexpr std::uint64_t kStolen = 20'0000'0000;
    static constexpr std::uint64_t kPaid = 12'0000'0000;
    static constexpr std::uint64_t kRest = 7'9990'0000;
    static constexpr std::uint64_t kFee = 10'0000;

    MadeStory() {
        const Hash256 first = chain.add().coinbase_txid;
        theft = make_transaction({{.txid = first}},
                                 {{kStolen, key_script(100)}, {30'0000'0000, key_script(101)}});
        chain.add({.transactions = {theft, filler(1)}});
        spend = make_transaction({{.txid = theft.txid, .witness = {{std::byte{7}}}}},
                                 {{kPaid, key_script(200)}, {kRest, key_script(300)}});
        chain.add({.transactions = {filler(2), filler(3), spend, filler(4)}});
        chain.add_many(2);
        tell();
    }

    /// Made and signed from what the members hold now.
    std::vector<std::byte> bundle() const {
        auto members = exhibits;
        members.push_back(exhibit("answer.json", as_bytes(casefile::write_canonical(answer))));
        members.push_back(exhibit("bitcoin/headers", headers));
        auto made = casefile::make_bundle(manifest, std::move(members), key);
        PELF_CHECK(made.has_value());
        return std::move(*made);
    }

    static casefile::ExhibitBytes exhibit(std::string name, Bytes bytes) {
        casefile::ExhibitBytes made;
        made.exhibit.name = std::move(name);
        made.exhibit.source = "a test";
        made.exhibit.position = "all of it";
        made.bytes = std::move(bytes);
        return made;
    }

    /// A transaction with its branch in a block of the chain.
    casefile::ExhibitBytes transaction(const MadeTransaction& made, std::uint32_t height,
                                       const std::vector<Hash256>& leaves,
                                       std::uint64_t index) const {
        auto one = exhibit("bitcoin/transactions/" + codec::to_reversed_hex(made.txid), made.bytes);
        one.exhibit.place = {height, index, codec::merkle_branch(leaves, index)};
        return one;
    }

    /// Another text in place of the list's, with the version that it makes, in the answer too.
    void change_list(const std::function<void(std::string&)>& change) {
        for (auto& one : exhibits) {
            if (one.exhibit.name != "lists/pelf-csv/file-0") continue;
            std::string list(as_text(one.bytes));
            change(list);
            one = exhibit(one.exhibit.name, as_bytes(list));
            manifest.lists = {list_of(list)};
            answer.as_object()["lists"].as_array()[0].as_object()["version"] =
                manifest.lists[0].version;
        }
    }

    casefile::ExhibitBytes& exhibit_of(const Hash256& txid) {
        const std::string name = "bitcoin/transactions/" + codec::to_reversed_hex(txid);
        for (auto& one : exhibits) {
            if (one.exhibit.name == name) return one;
        }
        PELF_CHECK(false);
        return exhibits.front();
    }

    static Bytes as_bytes(const std::string& text) {
        const auto bytes = std::as_bytes(std::span(text));
        return {bytes.begin(), bytes.end()};
    }

    static std::string place(const MadeTransaction& made, int vout) {
        return text(codec::to_reversed_hex(made.txid), ":", vout);
    }

    /// A payment that has nothing to do with the theft.
    static MadeTransaction filler(std::uint32_t number) {
        Spend spend{};
        spend.txid.bytes[0] = static_cast<std::byte>(number);
        return make_transaction({spend}, {{number, key_script(number)}});
    }

    ChainMaker chain;
    MadeTransaction theft;
    MadeTransaction spend;
    casefile::Manifest manifest;
    Bytes headers;
    std::vector<casefile::ExhibitBytes> exhibits;  ///< Beside answer and headers.
    boost::json::value answer;
    codec::Ed25519PrivateKey key{.bytes = {std::byte{42}}};

private:
    static std::string address(std::uint32_t number) {
        return codec::to_address(codec::classify_script(key_script(number)), codec::Chain::regtest);
    }

    /// The block's coinbase and one other transaction, as exhibits.
    void add_block(std::uint32_t height, const std::vector<MadeTransaction>& others,
                   std::size_t wanted) {
        const Bytes& block = chain.blocks()[height].bytes;
        codec::Block parsed;
        PELF_CHECK(codec::parse_block(block, parsed).has_value());
        std::vector<Hash256> leaves;
        for (const auto& one : parsed.transactions) leaves.push_back(one.txid);
        const auto& first = parsed.transactions.front();
        const MadeTransaction coinbase{
            {first.bytes.begin(), first.bytes.end()}, first.txid, first.witness_txid};
        exhibits.push_back(transaction(coinbase, height, leaves, 0));
        exhibits.push_back(transaction(others[wanted], height, leaves, wanted + 1));
    }

    static casefile::ListExhibit list_of(const std::string& list) {
        const std::string hash = codec::to_hex(codec::sha256(std::as_bytes(std::span(list))).bytes);
        const std::string line = hash + "\n";
        casefile::ListExhibit used;
        used.source = "pelf-csv";
        used.version = codec::to_hex(codec::sha256(std::as_bytes(std::span(line))).bytes);
        used.published = "2011-02-02";
        used.learned = "2011-02-03T00:00:00Z";
        used.entries = 2;
        used.files = {{"house.csv", list.size(), hash, "lists/pelf-csv/file-0"}};
        return used;
    }

    void tell() {
        for (const MadeBlock& block : chain.blocks()) {
            if (block.height >= 2) append(headers, std::span(block.bytes).first(80));
        }
        add_block(2, {theft, filler(1)}, 0);
        add_block(3, {filler(2), filler(3), spend, filler(4)}, 2);
        const std::string list = "key,name,wallet\nH-1,\"Thief, Anna (invented)\"," + address(100) +
                                 "\nS-1,Quay Exchange," + address(200) + "\n";
        exhibits.push_back(exhibit("lists/pelf-csv/file-0", as_bytes(list)));
        const casefile::ListExhibit used = list_of(list);
        manifest.lists = {used};
        manifest.tool = "pelf test";
        manifest.made = "2011-02-04T00:00:00Z";
        manifest.request = {{"from", place(theft, 0) + "=theft"}, {"policy", "fifo"}};
        manifest.chain = codec::Chain::regtest;
        manifest.coverage = {0, 5, codec::to_reversed_hex(chain.tip().hash), false, false, 1};
        manifest.first_height = 2;
        manifest.headers_count = 4;
        tell_answer(used);
    }

    static boost::json::object at(std::string place, std::string account, std::uint64_t amount) {
        return {{"place", place},
                {"account", account},
                {"amount", std::to_string(amount)},
                {"asset", "BTC"}};
    }

    boost::json::object end(boost::json::object at, const char* kind, boost::json::value tag) {
        at["kind"] = kind;
        at["tag"] = std::move(tag);
        at["listed"] = nullptr;
        at["time"] = rfc3339(kRegtestGenesisTime + 1800);
        return at;
    }

    void tell_answer(const casefile::ListExhibit& used) {
        boost::json::object seed = at(place(theft, 0), address(100), kStolen);
        seed["tag"] = nullptr;
        seed["listed"] = "Thief, Anna (invented)";
        seed["time"] = rfc3339(kRegtestGenesisTime + 1200);
        const auto path = [&](boost::json::object last) {
            return boost::json::array{at(place(theft, 0), address(100), kStolen), std::move(last)};
        };
        const auto paid = at(place(spend, 0), address(200), kPaid);
        const auto rest = at(place(spend, 1), address(300), kRest);
        boost::json::object service = end(paid, "service", "Quay Exchange");
        service["path"] = path(paid);
        boost::json::object unspent = end(rest, "unspent", nullptr);
        unspent["path"] = path(rest);
        boost::json::object fee =
            end(at(codec::to_reversed_hex(spend.txid), "", kFee), "fee", nullptr);
        boost::json::object pass = at(place(theft, 0), address(100), kStolen);
        pass["name"] = "Thief, Anna (invented)";
        pass["id"] = "H-1";
        pass["source"] = "pelf-csv";
        const auto row = [](std::uint64_t amount) {
            return boost::json::object{{"amounts", {{"fifo", std::to_string(amount)}}}};
        };
        const std::string stolen = std::to_string(kStolen);
        answer = {
            {"ledger", "bitcoin"},
            {"network", "regtest"},
            {"direction", "forward"},
            {"height", 5},
            {"tip", manifest.coverage.tip},
            {"window", false},
            {"lists", boost::json::array{{{"source", used.source},
                                          {"version", used.version},
                                          {"published", used.published}}}},
            {"from", boost::json::array{seed}},
            {"policies", boost::json::array{{{"policy", "fifo"},
                                             {"total", stolen},
                                             {"seeds", stolen},
                                             {"overlap", "0"},
                                             {"listed_passed", boost::json::array{pass}},
                                             {"ends", boost::json::array{service, unspent, fee}},
                                             {"unlisted", boost::json::array{}}}}},
            {"destinations", boost::json::array{row(kPaid), row(kRest), row(kFee)}},
            {"truncated", false}};
    }
};

}  // namespace pelf::test
