// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/check.hpp"
#include "ingest/ledgers/esplora_cache.hpp"

/// The first byte is a record's kind and the rest its body, since nobody can guess the check of a
/// record; for kind 0 the rest is a whole file. What is read is written anew, and reads back equal.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf::ingest;
    if (size == 0) return 0;
    const auto rest = std::as_bytes(std::span(data, size)).subspan(1);
    std::vector<std::byte> bytes(rest.begin(), rest.end());
    if (data[0] != 0) {
        bytes = encode_answers_head("http://h");
        const auto record = encode_answer_record(data[0], rest);
        bytes.insert(bytes.end(), record.begin(), record.end());
    }
    const auto parsed = parse_answers(bytes);
    if (!parsed) return 0;
    PELF_CHECK(parsed->whole_bytes <= bytes.size());
    const EsploraAnswers& answers = parsed->answers;
    std::vector<std::byte> again = encode_answers_head(answers.url);
    const auto add = [&](const std::vector<std::byte>& more) {
        again.insert(again.end(), more.begin(), more.end());
    };
    if (answers.genesis) add(encode_genesis(*answers.genesis));
    for (const auto& [txid, transaction] : answers.transactions) {
        add(encode_transaction(transaction));
    }
    for (const auto& [hash, header] : answers.headers) add(encode_header(header));
    for (const auto& [txid, proof] : answers.proofs) add(encode_proof(txid, proof));
    for (const auto& [txid, spends] : answers.spends) add(encode_spends(txid, spends));
    const auto reread = parse_answers(again);
    PELF_CHECK(reread && reread->answers == answers && reread->whole_bytes == again.size());
    return 0;
}
