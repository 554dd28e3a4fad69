// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_proof.hpp"

#include <array>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

bool is_filled(const JsonObject& object, std::string_view key) {
    const auto text = text_member(object, key);
    return text && !text->empty();
}

/// Whether the transaction has what it was signed with. Servers of test data leave it out.
bool has_signature(const JsonObject& transaction) {
    return is_filled(transaction, "TxnSignature") || member_as<JsonArray>(transaction, "Signers");
}

}  // namespace

XrplFinding XrplProof::transaction(XrplTransactionRecord& record) {
    const auto unproven = [&](XrplVerdict verdict, std::string why) {
        is_whole_ = false;
        if (why_.empty()) why_ = why;
        return XrplFinding{verdict, std::move(why)};
    };
    transaction_.clear();
    metadata_.clear();
    if (!record.transaction) return unproven(XrplVerdict::unproven, "no transaction");
    if (const auto wrote = serializer_.write(*record.transaction, transaction_); !wrote) {
        transaction_.clear();
        const bool is_unknown = wrote.error() == Fault::unsupported;
        return unproven(is_unknown ? XrplVerdict::unproven : XrplVerdict::wrong,
                        text("no bytes for its field ", serializer_.bad_field()));
    }
    const bool has_number = serializer_.has_number();
    const codec::Hash256 id = codec::xrpl_transaction_id(transaction_);
    const bool is_signed = has_signature(*record.transaction);
    if (!record.hash) {
        if (!is_signed) return unproven(XrplVerdict::unproven, "no hash and no signature");
        record.hash = id;
    }
    if (*record.hash != id) {
        if (!is_signed) return unproven(XrplVerdict::unproven, "no signature");
        return unproven(has_number ? XrplVerdict::unproven : XrplVerdict::wrong,
                        text("its id is ", codec::to_hex(record.hash->bytes), ", recomputed it is ",
                             codec::to_hex(id.bytes)));
    }
    if (!record.metadata) {
        unproven(XrplVerdict::unproven, "no metadata");
    } else if (const auto wrote = serializer_.write(*record.metadata, metadata_); !wrote) {
        metadata_.clear();
        unproven(XrplVerdict::unproven,
                 text("no bytes for a field of metadata, ", serializer_.bad_field()));
    } else {
        has_number_ = has_number_ || has_number || serializer_.has_number();
        leaves_.push_back(codec::xrpl_leaf(id, transaction_, metadata_));
    }
    return {XrplVerdict::proven, {}};
}

XrplFinding XrplProof::tree(const XrplLedgerRecord& ledger) const {
    if (!ledger.has_list) return {XrplVerdict::unproven, "no list of transactions"};
    if (!ledger.transactions_hash) return {XrplVerdict::unproven, "no hash of transactions"};
    if (!is_whole_) return {XrplVerdict::unproven, why_};
    const auto root = codec::xrpl_tree_hash(leaves_);
    if (!root) return {XrplVerdict::wrong, "a transaction stands twice"};
    if (*root == *ledger.transactions_hash) return {XrplVerdict::proven, {}};
    if (has_number_) return {XrplVerdict::unproven, "a number whose bytes are not settled"};
    return {XrplVerdict::wrong,
            text("the hash of its transactions is ", codec::to_hex(ledger.transactions_hash->bytes),
                 ", recomputed it is ", codec::to_hex(root->bytes))};
}

XrplFinding XrplProof::header(const XrplLedgerRecord& ledger, const std::optional<Before>& before,
                              std::optional<codec::XrplHeaderBytes>* proven) {
    const bool follows = before && ledger.previous == before->hash;
    const auto previous_close =
        ledger.previous_close || !follows ? ledger.previous_close : before->close;
    const bool has_numbers = ledger.ledger_index && *ledger.ledger_index >> 32 == 0 &&
                             ledger.coins_drops && ledger.close && ledger.close_resolution;
    const bool has_hashes =
        ledger.hash && ledger.previous && ledger.transactions_hash && ledger.state_hash;
    if (!has_numbers || !has_hashes || !previous_close) {
        return {XrplVerdict::unproven, "fields of the header are missing"};
    }
    codec::XrplHeader header;
    header.ledger_index = static_cast<std::uint32_t>(*ledger.ledger_index);
    header.coins_drops = *ledger.coins_drops;
    header.previous = *ledger.previous;
    header.transactions = *ledger.transactions_hash;
    header.state = *ledger.state_hash;
    header.previous_close = *previous_close;
    header.close = *ledger.close;
    header.close_resolution = *ledger.close_resolution;
    header.close_flags = ledger.close_flags.value_or(0);
    codec::Hash256 hash = codec::xrpl_ledger_hash(header);
    // Old archives leave the flags out; there is only one, for a close time without agreement.
    if (!ledger.close_flags && hash != *ledger.hash) {
        header.close_flags = 1;
        const codec::Hash256 flagged = codec::xrpl_ledger_hash(header);
        if (flagged == *ledger.hash) hash = flagged;
    }
    if (hash == *ledger.hash) {
        if (proven != nullptr) *proven = codec::xrpl_header_bytes(header);
        return {XrplVerdict::proven, {}};
    }
    return {XrplVerdict::wrong, text("its hash is ", codec::to_hex(ledger.hash->bytes),
                                     ", recomputed it is ", codec::to_hex(hash.bytes))};
}

}  // namespace pelf::ingest
