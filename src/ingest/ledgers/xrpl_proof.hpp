// SPDX-License-Identifier: Apache-2.0
//
// Whether a ledger's transactions are those that its hash stands for. For the readers of this
// folder only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "codec/xrpl_tree.hpp"
#include "ingest/ledgers/xrpl_records.hpp"
#include "ingest/ledgers/xrpl_serialize.hpp"

namespace pelf::ingest {

enum class XrplVerdict : std::uint8_t {
    proven,
    wrong,     ///< All that goes into the hash is there, and it is another.
    unproven,  ///< Something that goes into the hash is not there or not known.
};

struct XrplFinding {
    XrplVerdict verdict = XrplVerdict::unproven;
    std::string why;  ///< Of what is not proven.
};

/// One ledger at a time: its transactions, then its tree and header.
class XrplProof {
public:
    void begin() {
        leaves_.clear();
        is_whole_ = true;
        has_number_ = false;
        why_.clear();
    }

    /// Sets the record's hash where it has none. A value that is none of its field is wrong, a
    /// field that is not known leaves it unproven.
    XrplFinding transaction(XrplTransactionRecord& record);
    XrplFinding tree(const XrplLedgerRecord& ledger) const;

    /// What the ledger before says about itself, where it is the one before.
    struct Before {
        codec::Hash256 hash;
        std::optional<std::uint32_t> close;
    };
    /// `proven`, if given, is what was hashed, where that is proven.
    static XrplFinding header(const XrplLedgerRecord& ledger, const std::optional<Before>& before,
                              std::optional<codec::XrplHeaderBytes>* proven = nullptr);

    /// Of the last transaction; empty where they could not be written.
    std::span<const std::byte> transaction_bytes() const noexcept { return transaction_; }
    std::span<const std::byte> metadata_bytes() const noexcept { return metadata_; }
    /// Of all transactions of the ledger so far that have them.
    std::span<const codec::XrplLeaf> leaves() const noexcept { return leaves_; }
    /// Why the ledger's tree is not proven, if it is known already; else empty.
    const std::string& why() const noexcept { return why_; }

private:
    XrplSerializer serializer_;
    std::vector<codec::XrplLeaf> leaves_;
    std::vector<std::byte> transaction_;
    std::vector<std::byte> metadata_;
    bool is_whole_ = true;
    bool has_number_ = false;
    std::string why_;
};

}  // namespace pelf::ingest
