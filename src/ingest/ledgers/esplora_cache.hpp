// SPDX-License-Identifier: Apache-2.0
//
// What one Esplora server has answered, kept in a file that grows: a trace that was interrupted
// goes on from there, and asks nothing twice. How records stand in it: answer_file.hpp. Byte by
// byte: docs/formats/esplora-cache.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "codec/bitcoin_block.hpp"
#include "ingest/ledgers/answer_file.hpp"
#include "ingest/ledgers/esplora.hpp"

namespace pelf::ingest {

using HeaderBytes = std::array<std::byte, codec::kBlockHeaderBytes>;

/// A transaction's place, and the chain's tip when it was said.
struct KeptProof {
    SaidProof proof{};
    codec::Hash256 block;
    SaidBlock asked_at;

    bool operator==(const KeptProof&) const = default;
};

struct KeptSpends {
    std::vector<SaidSpend> spends{};  ///< By output.
    SaidBlock asked_at;

    bool operator==(const KeptSpends&) const = default;
};

/// Later answers to one question are in place of earlier ones. Transactions have the id of their
/// bytes and headers their hash; all else is the server's word.
struct EsploraAnswers {
    std::string url{};
    std::optional<codec::Hash256> genesis{};
    std::map<codec::Hash256, std::vector<std::byte>> transactions{};
    std::map<codec::Hash256, HeaderBytes> headers{};
    std::map<codec::Hash256, KeptProof> proofs{};   ///< By transaction.
    std::map<codec::Hash256, KeptSpends> spends{};  ///< By transaction.

    bool operator==(const EsploraAnswers&) const = default;
};

struct ParsedAnswers {
    EsploraAnswers answers{};
    /// All before are whole records; what follows is not, or does not match its check.
    std::uint64_t whole_bytes = 0;
};

/// Fails with malformed (no such file), unsupported (another version) or truncated (cut inside the
/// head). A record that cannot be ends the reading.
Result<ParsedAnswers> parse_answers(std::span<const std::byte> bytes);

/// The file's head, and each kind of record. parse_answers() reads them back.
std::vector<std::byte> encode_answers_head(std::string_view url);
std::vector<std::byte> encode_genesis(const codec::Hash256& hash);
std::vector<std::byte> encode_transaction(std::span<const std::byte> bytes);
std::vector<std::byte> encode_header(const HeaderBytes& header);
std::vector<std::byte> encode_proof(const codec::Hash256& txid, const KeptProof& proof);
std::vector<std::byte> encode_spends(const codec::Hash256& txid, const KeptSpends& spends);

/// One process at a time. Not thread-safe.
class EsploraCache {
public:
    /// Fails as AnswerFile::open() does.
    static Result<EsploraCache> open(const std::filesystem::path& folder, std::string_view url);

    const EsploraAnswers& answers() const noexcept { return answers_; }
    /// What was cut off the end when the file was opened.
    std::uint64_t dropped_bytes() const noexcept { return file_.dropped_bytes(); }

    Status keep_genesis(const codec::Hash256& hash);
    /// Requires bytes of this transaction.
    Status keep_transaction(const codec::Hash256& txid, std::vector<std::byte> bytes);
    Status keep_header(const codec::Hash256& hash, const HeaderBytes& header);
    Status keep_proof(const codec::Hash256& txid, KeptProof proof);
    Status keep_spends(const codec::Hash256& txid, KeptSpends spends);

    /// Returns when the device has it all.
    Status sync() { return file_.sync(); }

private:
    EsploraCache(AnswerFile file, EsploraAnswers answers)
        : file_(std::move(file)), answers_(std::move(answers)) {}

    AnswerFile file_;
    EsploraAnswers answers_;
};

}  // namespace pelf::ingest
