// SPDX-License-Identifier: Apache-2.0
#include "engine/account_ledger.hpp"
#include "engine/json.hpp"
#include "engine/ledger.hpp"

namespace pelf::engine {
namespace {

boost::json::object status_object(const LedgerStatus& status) {
    return {{"ledger", status.ledger},
            {"network", status.network},
            {"window", status.window},
            {"base_height", status.base_height},
            {"height_known", status.height_known},
            {"height", status.height},
            {"tip", status.tip_hash},
            {"tip_time", status.tip_time},
            {"blocks", status.blocks},
            {"stale_blocks", status.stale_blocks},
            {"transactions", status.transactions},
            {"inputs", status.inputs},
            {"outputs", status.outputs},
            {"addresses", status.addresses},
            {"outside_inputs", status.outside_inputs},
            {"unspent_outputs", status.unspent_outputs},
            {"unspent_amount", amount(status.unspent_sat)},
            {"unclaimed_amount", amount(status.unclaimed_sat)},
            {"asset", "BTC"},
            {"store_bytes", status.store_bytes}};
}

boost::json::object status_object(const AccountLedgerStatus& status) {
    return {{"ledger", to_string(status.ledger)},
            {"window", status.window},
            {"base_height", status.base_height},
            {"height", status.height},
            {"tip", status.tip_hash},
            {"tip_time", status.tip_time},
            {"blocks", status.blocks},
            {"transactions", status.transactions},
            {"transfers", status.transfers},
            {"accounts", status.accounts},
            {"assets", status.assets},
            {"store_bytes", status.store_bytes}};
}

boost::json::array texts(const std::vector<std::string>& lines) {
    return boost::json::array(lines.begin(), lines.end());
}

}  // namespace

std::string to_json(const Ingested& ingested) {
    boost::json::object object = status_object(ingested.status);
    object["blocks_added"] = ingested.blocks_added;
    object["blocks_unwound"] = ingested.blocks_unwound;
    object["unconnected_blocks"] = ingested.unconnected_blocks;
    object["losses"] = ingested.report.losses_count();
    object["files"] = to_json_array({ingested.report});
    return pretty(object);
}

std::string to_json(const LedgerCheck& check) {
    boost::json::object object{
        {"valid", check.faults_count() == 0},       {"blocks", check.store.blocks},
        {"transactions", check.store.transactions}, {"inputs", check.store.inputs},
        {"outputs", check.store.outputs},           {"addresses", check.store.addresses},
        {"index_pairs", check.store.index_pairs},   {"faults_count", check.faults_count()},
        {"faults", texts(check.store.faults)}};
    if (check.snapshot) {
        object["snapshot"] = {{"coins", check.snapshot->coins},
                              {"amount", amount(check.snapshot->amount_sat)},
                              {"asset", "BTC"},
                              {"faults_count", check.snapshot->faults_count},
                              {"faults", texts(check.snapshot->faults)}};
    }
    return pretty(object);
}

std::string to_json(const BlocksCheck& check) {
    return pretty(boost::json::object{{"network", codec::to_string(check.chain)},
                                      {"blocks", check.blocks},
                                      {"transactions", check.transactions},
                                      {"bytes", check.bytes},
                                      {"losses", check.report.losses_count()},
                                      {"files", to_json_array({check.report})}});
}

std::string to_json(const AccountIngested& ingested) {
    boost::json::object object = status_object(ingested.status);
    object["blocks_added"] = ingested.blocks_added;
    object["blocks_kept"] = ingested.blocks_kept;
    std::uint64_t losses = 0;
    for (const ingest::Report& report : ingested.reports) losses += report.losses_count();
    object["losses"] = losses;
    object["notices"] = texts(ingested.notices);
    object["files"] = to_json_array(ingested.reports);
    return pretty(object);
}

std::string to_json(const graph::AccountCheck& check) {
    std::uint64_t shortfalls = 0;
    for (const std::uint64_t count : check.shortfalls) shortfalls += count;
    return pretty(boost::json::object{{"valid", check.faults_count == 0},
                                      {"blocks", check.blocks},
                                      {"transactions", check.transactions},
                                      {"transfers", check.transfers},
                                      {"accounts", check.accounts},
                                      {"assets", check.assets},
                                      {"shortfalls", shortfalls},
                                      {"faults_count", check.faults_count},
                                      {"faults", texts(check.faults)}});
}

std::string to_json(const std::vector<LedgerStatus>& coins,
                    const std::vector<AccountLedgerStatus>& accounts) {
    boost::json::array all;
    for (const LedgerStatus& status : coins) all.push_back(status_object(status));
    for (const AccountLedgerStatus& status : accounts) all.push_back(status_object(status));
    boost::json::object document;
    if (!all.empty()) document = all.front().as_object();
    document["ledgers"] = std::move(all);
    return pretty(document);
}

}  // namespace pelf::engine
