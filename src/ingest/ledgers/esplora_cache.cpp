// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/esplora_cache.hpp"

#include <algorithm>
#include <utility>

#include "base/bytes.hpp"
#include "codec/merkle_branch.hpp"

namespace pelf::ingest {
namespace {

using Bytes = std::vector<std::byte>;
using codec::Hash256;

constexpr AnswerFormat kFormat{.magic = "PELFESPL", .version = 1};

/// Stored: never renumber.
enum class RecordKind : std::uint32_t {
    genesis = 1,
    transaction = 2,
    header = 3,
    proof = 4,
    spends = 5,
};

constexpr auto kSpentFlag = std::byte{1};
constexpr auto kInBlockFlag = std::byte{2};

template <std::unsigned_integral T>
void put(Bytes& bytes, T value) {
    const std::size_t at = bytes.size();
    bytes.resize(at + sizeof(T));
    store(bytes.data() + at, value);
}

void put(Bytes& bytes, std::span<const std::byte> more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

void put(Bytes& bytes, const SaidBlock& block) {
    put(bytes, block.height);
    put(bytes, block.hash.bytes);
}

Bytes record_of(RecordKind kind, std::span<const std::byte> body) {
    return encode_answer_record(static_cast<std::uint32_t>(kind), body);
}

Result<Hash256, Fault> read_hash(ByteReader& reader) {
    PELF_TRY(bytes, reader.take(sizeof(Hash256)));
    Hash256 hash;
    std::ranges::copy(bytes, hash.bytes.begin());
    return hash;
}

Result<SaidBlock, Fault> read_block(ByteReader& reader) {
    PELF_TRY(height, reader.read<std::uint32_t>());
    PELF_TRY(hash, read_hash(reader));
    return SaidBlock{height, hash};
}

Result<KeptProof, Fault> read_proof(ByteReader& reader) {
    KeptProof kept;
    PELF_TRY(asked_at, read_block(reader));
    PELF_TRY(block, read_block(reader));
    PELF_TRY(position, reader.read<std::uint32_t>());
    kept.asked_at = asked_at;
    kept.block = block.hash;
    kept.proof.height = block.height;
    kept.proof.position = position;
    while (reader.remaining_bytes() > 0) {
        if (kept.proof.branch.size() == codec::kMerkleBranchMax) {
            return Unexpected(Fault::over_limit);
        }
        PELF_TRY(hash, read_hash(reader));
        kept.proof.branch.push_back(hash);
    }
    return kept;
}

Result<KeptSpends, Fault> read_spends(ByteReader& reader) {
    KeptSpends kept;
    PELF_TRY(asked_at, read_block(reader));
    kept.asked_at = asked_at;
    while (reader.remaining_bytes() > 0) {
        if (kept.spends.size() == kSaidOutputsMax) return Unexpected(Fault::over_limit);
        PELF_TRY(flag, reader.take(1));
        const std::byte flags = flag.front();
        SaidSpend spend;
        spend.is_spent = (flags & kSpentFlag) != std::byte{0};
        const bool is_in_block = (flags & kInBlockFlag) != std::byte{0};
        const bool is_unknown = (flags & ~(kSpentFlag | kInBlockFlag)) != std::byte{0};
        if (is_unknown || (is_in_block && !spend.is_spent)) return Unexpected(Fault::malformed);
        if (spend.is_spent) {
            PELF_TRY(txid, read_hash(reader));
            PELF_TRY(input, reader.read<std::uint32_t>());
            spend.txid = txid;
            spend.input = input;
        }
        if (is_in_block) {
            PELF_TRY(block, read_block(reader));
            spend.block = block;
        }
        kept.spends.push_back(spend);
    }
    return kept;
}

Result<Done, Fault> take_record(RecordKind kind, std::span<const std::byte> body,
                                EsploraAnswers& answers) {
    ByteReader reader(body);
    switch (kind) {
        case RecordKind::genesis: {
            PELF_TRY(hash, read_hash(reader));
            answers.genesis = hash;
            break;
        }
        case RecordKind::transaction: {
            codec::Block parsed;
            PELF_TRY_DONE(codec::parse_transaction(body, parsed));
            answers.transactions[parsed.transactions.front().txid] = {body.begin(), body.end()};
            return Done{};
        }
        case RecordKind::header: {
            PELF_TRY(bytes, reader.take(codec::kBlockHeaderBytes));
            HeaderBytes header{};
            std::ranges::copy(bytes, header.begin());
            answers.headers[codec::block_hash(header)] = header;
            break;
        }
        case RecordKind::proof: {
            PELF_TRY(txid, read_hash(reader));
            PELF_TRY(proof, read_proof(reader));
            answers.proofs[txid] = std::move(proof);
            break;
        }
        case RecordKind::spends: {
            PELF_TRY(txid, read_hash(reader));
            PELF_TRY(spends, read_spends(reader));
            answers.spends[txid] = std::move(spends);
            break;
        }
        default: return Unexpected(Fault::unsupported);
    }
    if (reader.remaining_bytes() > 0) return Unexpected(Fault::malformed);
    return Done{};
}

/// `answers` must outlive it.
AnswerTaker taking(EsploraAnswers& answers) {
    return [&answers](std::uint32_t kind, std::span<const std::byte> body) {
        return take_record(static_cast<RecordKind>(kind), body, answers);
    };
}

}  // namespace

Result<ParsedAnswers> parse_answers(std::span<const std::byte> bytes) {
    ParsedAnswers parsed;
    PELF_TRY(read, read_answer_file(bytes, kFormat, taking(parsed.answers)));
    parsed.answers.url = std::move(read.url);
    parsed.whole_bytes = read.whole_bytes;
    return parsed;
}

Bytes encode_answers_head(std::string_view url) {
    return encode_answer_head(kFormat, url);
}

Bytes encode_genesis(const Hash256& hash) {
    return record_of(RecordKind::genesis, hash.bytes);
}

Bytes encode_transaction(std::span<const std::byte> bytes) {
    return record_of(RecordKind::transaction, bytes);
}

Bytes encode_header(const HeaderBytes& header) {
    return record_of(RecordKind::header, header);
}

Bytes encode_proof(const Hash256& txid, const KeptProof& proof) {
    Bytes body;
    put(body, txid.bytes);
    put(body, proof.asked_at);
    put(body, SaidBlock{proof.proof.height, proof.block});
    put(body, proof.proof.position);
    for (const Hash256& hash : proof.proof.branch) put(body, hash.bytes);
    return record_of(RecordKind::proof, body);
}

Bytes encode_spends(const Hash256& txid, const KeptSpends& spends) {
    Bytes body;
    put(body, txid.bytes);
    put(body, spends.asked_at);
    for (const SaidSpend& spend : spends.spends) {
        const std::byte flags = (spend.is_spent ? kSpentFlag : std::byte{0}) |
                                (spend.block ? kInBlockFlag : std::byte{0});
        put(body, std::span(&flags, 1));
        if (!spend.is_spent) continue;
        put(body, spend.txid.bytes);
        put(body, spend.input);
        if (spend.block) put(body, *spend.block);
    }
    return record_of(RecordKind::spends, body);
}

Result<EsploraCache> EsploraCache::open(const std::filesystem::path& folder, std::string_view url) {
    EsploraAnswers answers;
    PELF_TRY(file, AnswerFile::open(folder, kFormat, url, taking(answers)));
    answers.url = url;
    return EsploraCache(std::move(file), std::move(answers));
}

Status EsploraCache::keep_genesis(const Hash256& hash) {
    answers_.genesis = hash;
    return file_.append(encode_genesis(hash));
}

Status EsploraCache::keep_transaction(const Hash256& txid, Bytes bytes) {
    PELF_TRY_DONE(file_.append(encode_transaction(bytes)));
    answers_.transactions[txid] = std::move(bytes);
    return Done{};
}

Status EsploraCache::keep_header(const Hash256& hash, const HeaderBytes& header) {
    answers_.headers[hash] = header;
    return file_.append(encode_header(header));
}

Status EsploraCache::keep_proof(const Hash256& txid, KeptProof proof) {
    PELF_TRY_DONE(file_.append(encode_proof(txid, proof)));
    answers_.proofs[txid] = std::move(proof);
    return Done{};
}

Status EsploraCache::keep_spends(const Hash256& txid, KeptSpends spends) {
    PELF_TRY_DONE(file_.append(encode_spends(txid, spends)));
    answers_.spends[txid] = std::move(spends);
    return Done{};
}

}  // namespace pelf::ingest
