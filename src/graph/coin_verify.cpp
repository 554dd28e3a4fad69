// SPDX-License-Identifier: Apache-2.0
#include "graph/coin_verify.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/hex.hpp"
#include "graph/column_bytes.hpp"

namespace pelf::graph {
namespace {

class StoreVerifier {
public:
    explicit StoreVerifier(const CoinStore& store)
        : store_(store), columns_(store.columns()), manifest_(store.manifest()) {}

    StoreCheck run(const CheckProgress& progress) {
        const bool rows_make_sense = check_starts(columns_.output_starts, Column::output_starts) &&
                                     check_starts(columns_.input_starts, Column::input_starts) &&
                                     check_dictionary() && check_row_numbers();
        if (!rows_make_sense) return std::move(check_);
        for (std::uint64_t block = 0; block < columns_.blocks_count; ++block) {
            check_block(block);
            progress(block + 1, columns_.blocks_count);
        }
        check_overwritten();
        check_unspent();
        check_index(KeyKind::txid);
        check_index(KeyKind::address);
        return std::move(check_);
    }

private:
    template <class... Pieces>
    bool fault(const Pieces&... pieces) {
        ++check_.faults_count;
        if (check_.faults.size() < kStoreFaultsMax) check_.faults.push_back(text(pieces...));
        return false;
    }

    bool check_starts(const RowStarts& starts, Column column);
    bool check_dictionary();
    bool check_row_numbers();
    void check_block(std::uint64_t block);
    void check_header(std::uint64_t block);
    void check_transaction(std::uint64_t transaction);
    void check_overwritten();
    void check_unspent();
    void check_index(KeyKind kind);

    const CoinStore& store_;
    const CoinColumns& columns_;
    const Manifest& manifest_;
    StoreCheck check_;
    std::uint64_t next_new_address_ = 0;
    codec::Hash256 previous_ = store_.manifest().previous;
};

bool StoreVerifier::check_starts(const RowStarts& starts, Column column) {
    const auto checked = starts.check();
    return checked || fault(file_name(column), ": ", checked.error().message);
}

bool StoreVerifier::check_dictionary() {
    const PackedView samples(store_.column(Column::address_samples).data());
    std::uint64_t offset_bytes = 0;
    std::uint64_t block = 0;
    for (std::uint64_t address = 0; address < manifest_.addresses; ++address) {
        for (; block < columns_.blocks_count && columns_.blocks[block].first_address == address;
             ++block) {
            if (columns_.blocks[block].first_address_byte != offset_bytes) {
                return fault("block ", block, ": its first address is not where it should be");
            }
        }
        if (address % kAddressesPerSample == 0 &&
            samples[address / kAddressesPerSample] != offset_bytes) {
            return fault(file_name(Column::address_samples), ": the sample of address ", address,
                         " is wrong");
        }
        const auto row = store_.addresses().row_at(offset_bytes);
        constexpr auto kKindMax = static_cast<std::uint8_t>(codec::ScriptKind::nonstandard);
        if (!row || std::to_integer<std::uint8_t>((*row)[0]) > kKindMax ||
            row->size() > kAddressRowHeadBytes + codec::Lock{}.payload.size()) {
            return fault(file_name(Column::address_rows), ": address ", address, " is damaged");
        }
        offset_bytes += row->size();
    }
    if (offset_bytes != manifest_.address_bytes) {
        return fault(file_name(Column::address_rows), ": expected ", manifest_.address_bytes,
                     " bytes of addresses, found ", offset_bytes);
    }
    check_.addresses = manifest_.addresses;
    return true;
}

/// Every stored row number lies inside its table, so that following it is safe.
bool StoreVerifier::check_row_numbers() {
    for (std::uint64_t input = 0; input < columns_.inputs_count; ++input) {
        const std::uint64_t prevout = columns_.prevouts[input];
        if (prevout >= columns_.outputs_count && prevout < kOutside) {
            return fault("prevouts.col: input ", input, " spends output ", prevout,
                         ", which is not there");
        }
    }
    std::uint64_t big_values = 0;
    for (std::uint64_t output = 0; output < columns_.outputs_count; ++output) {
        const std::uint64_t address = columns_.addresses[output];
        if (address >= columns_.addresses_count && address != kNoAddress) {
            return fault("addresses.col: output ", output, " pays address ", address,
                         ", which is not there");
        }
        if (columns_.values[output] != kBigValue) continue;
        if (big_values >= columns_.big_values.size() ||
            columns_.big_values[big_values].output != output) {
            return fault("big_values.col: the amount of output ", output, " is not there");
        }
        ++big_values;
    }
    return true;
}

void StoreVerifier::check_block(std::uint64_t block) {
    check_header(block);
    if (rows_sha256(store_, block) != columns_.blocks[block].rows_sha256) {
        fault("block ", block, ": the checksum over its rows does not match");
    }
    const std::uint64_t end = columns_.transactions_end(block);
    for (std::uint64_t t = columns_.blocks[block].first_transaction; t < end; ++t) {
        check_transaction(t);
    }
    ++check_.blocks;
}

void StoreVerifier::check_header(std::uint64_t block) {
    const BlockRow& row = columns_.blocks[block];
    std::array<std::byte, codec::kBlockHeaderBytes> header{};
    store(header.data(), row.version);
    std::ranges::copy(previous_.bytes, header.begin() + 4);
    std::ranges::copy(row.merkle_root.bytes, header.begin() + 36);
    store(header.data() + 68, row.time_s);
    store(header.data() + 72, row.bits);
    store(header.data() + 76, row.nonce);
    if (codec::block_hash(header) != row.hash) {
        fault("block ", block, ": the header does not hash to ", codec::to_reversed_hex(row.hash));
    }
    previous_ = row.hash;
    const Rows transactions = store_.transactions_of({block, 1});
    const auto ids = store_.txids().subspan(transactions.begin, transactions.count());
    std::vector<codec::Hash256> hashes(ids.begin(), ids.end());
    if (codec::merkle_root(hashes).root != row.merkle_root) {
        fault("block ", block, ": the transaction ids do not give the Merkle root");
    }
}

/// Both sides of every spend, the order of addresses, and in = out + fee.
void StoreVerifier::check_transaction(std::uint64_t transaction) {
    std::uint64_t in_sat = 0;
    bool known = true;
    const Rows inputs = columns_.inputs_of(transaction);
    for (std::uint64_t input = inputs.begin; input < inputs.end; ++input) {
        const std::uint64_t prevout = columns_.prevouts[input];
        if (prevout >= kOutside) {
            known = false;
            continue;
        }
        in_sat += columns_.value_sat(prevout);
        if (columns_.spenders[prevout] != input) {
            fault("input ", input, " spends output ", prevout, ", which says otherwise");
        }
    }
    std::uint64_t out_sat = 0;
    const Rows outputs = columns_.outputs_of(transaction);
    for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
        out_sat += columns_.value_sat(output);
        const std::uint64_t spender = columns_.spenders[output];
        if (spender < columns_.inputs_count && columns_.prevouts[spender] != output) {
            fault("output ", output, " is spent by input ", spender, ", which says otherwise");
        }
        const std::uint64_t address = columns_.addresses[output];
        if (address == kNoAddress || address < next_new_address_) continue;
        if (address != next_new_address_) fault("output ", output, " skips an address number");
        next_new_address_ = address + 1;
    }
    if (known && in_sat != out_sat + columns_.fee_sat(transaction).value_or(0)) {
        fault("transaction ", codec::to_reversed_hex(store_.txids()[transaction]),
              ": inputs are not outputs and fee");
    }
    ++check_.transactions;
    check_.inputs += inputs.count();
    check_.outputs += outputs.count();
}

/// Every output on the list is out of the unspent set for the reason it gives, and no other is.
void StoreVerifier::check_overwritten() {
    std::uint64_t unspendable = 0;
    for (std::uint64_t output = 0; output < columns_.outputs_count; ++output) {
        if (columns_.spenders[output] == kUnspendable) ++unspendable;
    }
    const bool genesis = manifest_.previous == codec::Hash256{} && manifest_.blocks > 0;
    const std::uint64_t genesis_outputs = genesis ? columns_.outputs_of(0).count() : 0;
    if (unspendable != genesis_outputs + store_.overwritten().size()) {
        fault("overwritten.col: expected ", unspendable - genesis_outputs, " rows, found ",
              store_.overwritten().size());
    }
    for (const Overwritten& row : store_.overwritten()) {
        if (row.output >= columns_.outputs_count ||
            row.by_transaction >= columns_.transactions_count ||
            columns_.spenders[row.output] != kUnspendable ||
            store_.txids()[columns_.transaction_of_output(row.output)] !=
                store_.txids()[row.by_transaction] ||
            columns_.transaction_of_output(row.output) >= row.by_transaction) {
            fault("overwritten.col: output ", row.output, " was not taken over by transaction ",
                  row.by_transaction);
        }
    }
}

void StoreVerifier::check_unspent() {
    std::uint64_t unspent_outputs = 0;
    std::uint64_t unspent_sat = 0;
    for (std::uint64_t output = 0; output < columns_.outputs_count; ++output) {
        const std::uint64_t spender = columns_.spenders[output];
        // An input past the manifest is a writer's that is at work, or was killed: as if unspent.
        const bool spent = spender < columns_.inputs_count || spender == kUnspendable;
        if (spent || columns_.addresses[output] == kNoAddress) continue;
        ++unspent_outputs;
        unspent_sat += columns_.value_sat(output);
    }
    if (unspent_outputs != manifest_.unspent_outputs || unspent_sat != manifest_.unspent_sat) {
        fault("manifest: expected ", manifest_.unspent_outputs, " unspent outputs of ",
              manifest_.unspent_sat, " satoshi, found ", unspent_outputs, " of ", unspent_sat);
    }
}

void StoreVerifier::check_index(KeyKind kind) {
    for (const KeySegment& segment : store_.segments(kind)) {
        check_.index_pairs += check_key_segment(
            segment, kind,
            [this, kind](std::uint64_t row) {
                return kind == KeyKind::txid ? txid_key(store_.txids()[row])
                                             : address_key(store_.addresses().row_of(row));
            },
            [this](const std::string& words) { fault(words); });
    }
}

}  // namespace

StoreCheck verify_store(const CoinStore& store, const CheckProgress& progress) {
    return StoreVerifier(store).run(progress);
}

}  // namespace pelf::graph
