// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "engine/coin_ledger.hpp"
#include "engine/json.hpp"
#include "engine/ledger_look.hpp"
#include "engine/ledger_look_parts.hpp"

namespace pelf::engine {
namespace {

constexpr std::string_view kCoinAsset = "BTC";
/// The clock is asked once for so many outputs looked at.
constexpr std::uint64_t kOutputsBetweenLooks = std::uint64_t{1} << 20;

class CoinLook {
public:
    CoinLook(const graph::CoinStore& store, codec::Chain chain, const Lists& lists)
        : ledger_(store), columns_(ledger_.columns()), chain_(chain), lists_(lists) {}

    Result<std::string> transaction(std::string_view name) const;
    Result<std::string> address(std::string_view name,
                                const std::function<bool()>& out_of_time) const;

private:
    std::string name_of(std::uint64_t transaction) const {
        return codec::to_reversed_hex(ledger_.txid(transaction));
    }
    std::uint32_t time_of(std::uint64_t transaction) const {
        return columns_.blocks[columns_.block_of(transaction)].time_s;
    }
    boost::json::object output_row(std::uint64_t output) const;
    boost::json::value spender_of(std::uint64_t output) const;

    StoreLedger ledger_;
    const graph::CoinColumns& columns_;
    codec::Chain chain_;
    const Lists& lists_;
};

boost::json::object CoinLook::output_row(std::uint64_t output) const {
    const std::uint64_t maker = columns_.transaction_of_output(output);
    const std::uint64_t address = columns_.addresses[output];
    const std::string account = address == graph::kNoAddress
                                    ? std::string()
                                    : codec::to_address(ledger_.lock_of(address), chain_);
    boost::json::object row{
        {"place", text(name_of(maker), ":", output - columns_.outputs_of(maker).begin)},
        {"account", account},
        {"amount", amount(columns_.value_sat(output))},
        {"asset", kCoinAsset}};
    add_owner(row, lists_, ledger_name(chain_), account);
    return row;
}

boost::json::value CoinLook::spender_of(std::uint64_t output) const {
    const auto input = columns_.spender(output);
    if (!input) return nullptr;
    return boost::json::value(name_of(columns_.transaction_of_input(*input)));
}

Result<std::string> CoinLook::transaction(std::string_view name) const {
    const auto txid = codec::from_reversed_hex(name);
    if (!txid) {
        return Unexpected(
            Error{Fault::malformed, "expected a transaction's id: 64 hexadecimal digits"});
    }
    const auto found = ledger_.find_transaction(*txid);
    if (!found) return Unexpected(Error{Fault::not_found, "the ledger has no such transaction"});
    const bool is_coinbase = columns_.is_coinbase(*found);
    boost::json::array inputs;
    const graph::Rows spent = columns_.inputs_of(*found);
    for (std::uint64_t input = spent.begin; input < spent.end && !is_coinbase; ++input) {
        const std::uint64_t output = columns_.prevouts[input];
        if (output < columns_.outputs_count) {
            inputs.push_back(output_row(output));
        } else {
            // From before the window: the store does not have it.
            inputs.push_back({{"place", nullptr},
                              {"account", nullptr},
                              {"amount", nullptr},
                              {"asset", kCoinAsset},
                              {"tag", nullptr},
                              {"category", nullptr},
                              {"listed", nullptr}});
        }
    }
    boost::json::array outputs;
    const graph::Rows made = columns_.outputs_of(*found);
    for (std::uint64_t output = made.begin; output < made.end; ++output) {
        boost::json::object row = output_row(output);
        row["spent_by"] = spender_of(output);
        outputs.push_back(std::move(row));
    }
    const auto fee_sat = columns_.fee_sat(*found);
    return pretty(
        boost::json::object{{"ledger", ledger_name(chain_)},
                            {"transaction", name_of(*found)},
                            {"height", ledger_.height_of(columns_.block_of(*found))},
                            {"time", rfc3339(time_of(*found))},
                            {"coinbase", is_coinbase},
                            {"fee", fee_sat && !is_coinbase ? boost::json::value(amount(*fee_sat))
                                                            : boost::json::value(nullptr)},
                            {"asset", kCoinAsset},
                            {"inputs", std::move(inputs)},
                            {"outputs", std::move(outputs)}});
}

Result<std::string> CoinLook::address(std::string_view name,
                                      const std::function<bool()>& out_of_time) const {
    const auto lock = codec::from_address(name, chain_);
    if (!lock) {
        return Unexpected(Error{Fault::malformed, text("expected an address of ",
                                                       ledger_name(chain_), ", found ", name)});
    }
    const auto number = ledger_.find_addresses(std::span(&*lock, 1)).front();
    if (!number) return Unexpected(Error{Fault::not_found, "the ledger has no such address"});
    boost::json::array rows;
    std::uint64_t received_sat = 0;
    std::uint64_t sent_sat = 0;
    std::uint64_t outputs_count = 0;
    bool is_whole = true;
    for (std::uint64_t output = 0; output < columns_.outputs_count; ++output) {
        if (output % kOutputsBetweenLooks == 0 && out_of_time && out_of_time()) {
            is_whole = false;
            break;
        }
        if (columns_.addresses[output] != *number) continue;
        ++outputs_count;
        received_sat += columns_.value_sat(output);
        const auto spender = columns_.spender(output);
        if (spender) sent_sat += columns_.value_sat(output);
        if (rows.size() == kLookRowsMax) continue;
        boost::json::object row = output_row(output);
        row["time"] = rfc3339(time_of(columns_.transaction_of_output(output)));
        row["spent_by"] = spender_of(output);
        rows.push_back(std::move(row));
    }
    boost::json::object document{{"ledger", ledger_name(chain_)}, {"account", name}};
    add_owner(document, lists_, ledger_name(chain_), std::string(name));
    document["received"] = amount(received_sat);
    document["sent"] = amount(sent_sat);
    document["asset"] = kCoinAsset;
    document["outputs_count"] = outputs_count;
    document["truncated"] = !is_whole || outputs_count > rows.size();
    document["outputs"] = std::move(rows);
    return pretty(document);
}

}  // namespace

Result<std::string> coin_transaction(const Home& home, codec::Chain chain, const Lists& lists,
                                     std::string_view transaction) {
    PELF_TRY(store, graph::CoinStore::open(home.bitcoin(chain)));
    return CoinLook(store, chain, lists).transaction(transaction);
}

Result<std::string> coin_address(const Home& home, codec::Chain chain, const Lists& lists,
                                 std::string_view address,
                                 const std::function<bool()>& out_of_time) {
    PELF_TRY(store, graph::CoinStore::open(home.bitcoin(chain)));
    return CoinLook(store, chain, lists).address(address, out_of_time);
}

}  // namespace pelf::engine
