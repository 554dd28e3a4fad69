// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/esplora_cache.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "codec/merkle_branch.hpp"

namespace pelf::ingest {
namespace {

using Bytes = std::vector<std::byte>;
using codec::Hash256;

constexpr std::string_view kAnswersMagic = "PELFESPL";
constexpr std::uint32_t kAnswersVersion = 1;
constexpr std::uint32_t kAnswersUrlBytesMax = 2'048;
constexpr std::uint64_t kAnswersBytesMax = std::uint64_t{1} << 30;
constexpr std::string_view kAnswersName = "answers";
constexpr std::string_view kLockName = "lock";

/// Stored: never renumber.
enum class RecordKind : std::uint32_t {
    genesis = 1,
    transaction = 2,
    header = 3,
    proof = 4,
    spends = 5,
};
constexpr std::size_t kRecordHeadBytes = 8;   ///< Size of the body, kind.
constexpr std::size_t kRecordCheckBytes = 8;  ///< The first of a SHA-256 over head and body.
// The largest body is that of a transaction, or of what became of as many outputs as fit into one.
constexpr std::uint32_t kRecordBodyBytesMax = 64'000'000;

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
    return encode_record(static_cast<std::uint32_t>(kind), body);
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

/// Moves past one record, or says why that is none.
Result<Done, Fault> read_record(ByteReader& reader, std::span<const std::byte> bytes,
                                EsploraAnswers& answers) {
    const std::size_t begin = reader.offset_bytes();
    PELF_TRY(size_bytes, reader.read<std::uint32_t>());
    PELF_TRY(kind, reader.read<std::uint32_t>());
    if (size_bytes > kRecordBodyBytesMax) return Unexpected(Fault::over_limit);
    PELF_TRY(body, reader.take(size_bytes));
    PELF_TRY(check, reader.take(kRecordCheckBytes));
    const Hash256 hash = codec::sha256(bytes.subspan(begin, kRecordHeadBytes + size_bytes));
    if (!std::ranges::equal(check, std::span(hash.bytes).first<kRecordCheckBytes>())) {
        return Unexpected(Fault::malformed);
    }
    return take_record(static_cast<RecordKind>(kind), body, answers);
}

Result<std::string, Fault> read_head(ByteReader& reader) {
    PELF_TRY(magic, reader.take(kAnswersMagic.size()));
    if (as_text(magic) != kAnswersMagic) return Unexpected(Fault::malformed);
    PELF_TRY(version, reader.read<std::uint32_t>());
    if (version != kAnswersVersion) return Unexpected(Fault::unsupported);
    PELF_TRY(url_bytes, reader.read<std::uint32_t>());
    if (url_bytes > kAnswersUrlBytesMax) return Unexpected(Fault::malformed);
    PELF_TRY(url, reader.take(url_bytes));
    return std::string(as_text(url));
}

}  // namespace

Result<ParsedAnswers> parse_answers(std::span<const std::byte> bytes) {
    ByteReader reader(bytes);
    ParsedAnswers parsed;
    auto url = read_head(reader);
    if (!url) {
        const Fault fault = url.error();
        return Unexpected(
            Error{fault, fault == Fault::unsupported
                             ? text("expected version ", kAnswersVersion, " of kept answers")
                             : "expected the head of a file of kept answers"});
    }
    parsed.answers.url = std::move(*url);
    parsed.whole_bytes = reader.offset_bytes();
    while (read_record(reader, bytes, parsed.answers)) parsed.whole_bytes = reader.offset_bytes();
    return parsed;
}

Bytes encode_answers_head(std::string_view url) {
    Bytes bytes;
    put(bytes, std::as_bytes(std::span(kAnswersMagic)));
    put(bytes, kAnswersVersion);
    put(bytes, static_cast<std::uint32_t>(url.size()));
    put(bytes, std::as_bytes(std::span(url)));
    return bytes;
}

Bytes encode_record(std::uint32_t kind, std::span<const std::byte> body) {
    Bytes record;
    record.reserve(kRecordHeadBytes + body.size() + kRecordCheckBytes);
    put(record, static_cast<std::uint32_t>(body.size()));
    put(record, kind);
    put(record, body);
    const Hash256 check = codec::sha256(record);
    put(record, std::span(check.bytes).first<kRecordCheckBytes>());
    return record;
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
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code) {
        return Unexpected(
            Error{Fault::io, text("cannot make the folder: ", code.message()), folder.string()});
    }
    PELF_TRY(lock, FileLock::acquire(folder / kLockName));
    const auto path = folder / kAnswersName;
    // The head comes in one step: a file that is there has it whole.
    if (!std::filesystem::exists(path, code)) {
        PELF_TRY_DONE(replace_file(path, encode_answers_head(url)));
    }
    PELF_TRY(bytes, read_file(path, kAnswersBytesMax));
    auto parsed = parse_answers(bytes);
    if (!parsed) {
        Error error = std::move(parsed).error();
        error.message += "; delete the file, and its answers are asked for again";
        error.source = path.string();
        return Unexpected(std::move(error));
    }
    if (parsed->answers.url != url) {
        return Unexpected(Error{
            Fault::refused, text("these are answers of ", parsed->answers.url, ", not of ", url),
            path.string()});
    }
    PELF_TRY(file, File::open(path, File::Mode::write));
    EsploraCache cache(std::move(lock), std::move(file));
    cache.size_bytes_ = parsed->whole_bytes;
    cache.dropped_bytes_ = bytes.size() - parsed->whole_bytes;
    cache.answers_ = std::move(parsed->answers);
    if (cache.dropped_bytes_ > 0) PELF_TRY_DONE(cache.file_.resize(cache.size_bytes_));
    return cache;
}

Status EsploraCache::append(std::span<const std::byte> record) {
    PELF_TRY_DONE(file_.write_at(size_bytes_, record));
    size_bytes_ += record.size();
    return Done{};
}

Status EsploraCache::keep_genesis(const Hash256& hash) {
    answers_.genesis = hash;
    return append(encode_genesis(hash));
}

Status EsploraCache::keep_transaction(const Hash256& txid, Bytes bytes) {
    PELF_TRY_DONE(append(encode_transaction(bytes)));
    answers_.transactions[txid] = std::move(bytes);
    return Done{};
}

Status EsploraCache::keep_header(const Hash256& hash, const HeaderBytes& header) {
    answers_.headers[hash] = header;
    return append(encode_header(header));
}

Status EsploraCache::keep_proof(const Hash256& txid, KeptProof proof) {
    PELF_TRY_DONE(append(encode_proof(txid, proof)));
    answers_.proofs[txid] = std::move(proof);
    return Done{};
}

Status EsploraCache::keep_spends(const Hash256& txid, KeptSpends spends) {
    PELF_TRY_DONE(append(encode_spends(txid, spends)));
    answers_.spends[txid] = std::move(spends);
    return Done{};
}

}  // namespace pelf::ingest
