// SPDX-License-Identifier: Apache-2.0
#include "engine/cases.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "engine/sha256_hex.hpp"
#include "screen/record_hash.hpp"

namespace pelf::engine {
namespace {

std::filesystem::path cases_file(const Home& home) {
    return home.folder / "cases" / "cases.sqlite";
}

/// What the lists say of a party: nothing if that list is not among them.
std::optional<std::string> hash_in(const Lists& lists, std::string_view source,
                                   std::string_view key) {
    const bool is_here = std::ranges::any_of(
        lists.versions, [&](const screen::ListVersion& one) { return one.source == source; });
    if (!is_here) return std::nullopt;
    const model::Party* party = lists.watchlist.find({std::string(source), std::string(key)});
    return party == nullptr ? std::string() : screen::record_hash(*party, sha256_hex);
}

}  // namespace

Result<Cases> Cases::open(const Home& home, const std::string& database) {
    PELF_TRY(opened, database.empty() ? casefile::open_sqlite(cases_file(home))
                                      : casefile::open_postgres(database));
    PELF_TRY(store, casefile::CaseStore::open(std::move(opened)));
    return Cases(std::move(store));
}

bool has_cases(const Home& home, const std::string& database) {
    return !database.empty() || std::filesystem::exists(cases_file(home));
}

Result<std::vector<casefile::PlacedAlert>> add_answer(const Cases& cases,
                                                      std::optional<casefile::CaseNumber> into,
                                                      std::string_view answer, const Lists& lists,
                                                      const casefile::Actor& by) {
    PELF_TRY(alerts, alerts_of_answer(answer, lists));
    std::vector<casefile::PlacedAlert> placed;
    for (const casefile::AlertDraft& alert : alerts) {
        PELF_TRY(one, cases.with([&](casefile::CaseStore& store) {
            return store.add_alert(into, alert, by);
        }));
        into = one.number;
        placed.push_back(one);
    }
    return placed;
}

Result<std::vector<casefile::CaseNumber>> reopen_changed(const Cases& cases, const Lists& lists,
                                                         const casefile::Actor& by) {
    return cases.with([&](casefile::CaseStore& store) {
        return store.reopen_changed(
            [&](std::string_view source, std::string_view key) {
                return hash_in(lists, source, key);
            },
            by);
    });
}

Status backup_cases(const Cases& cases, const std::filesystem::path& file) {
    if (std::filesystem::exists(file)) {
        return Unexpected(
            Error{Fault::refused, "there is a file of that name; give another", file.string()});
    }
    // Beside its place until it is whole: a backup that broke off must not look like one.
    std::filesystem::path unfinished = file;
    unfinished += ".unfinished";
    const auto written = [&]() -> Status {
        PELF_TRY(out, File::open(unfinished, File::Mode::write));
        PELF_TRY_DONE(out.resize(0));
        std::uint64_t offset_bytes = 0;
        PELF_TRY_DONE(cases.with([&](casefile::CaseStore& store) {
            return store.backup([&](std::string_view piece) -> Status {
                const Status done = out.write_at(offset_bytes, std::as_bytes(std::span(piece)));
                offset_bytes += piece.size();
                return done;
            });
        }));
        return out.sync();
    }();
    std::error_code failure;
    if (!written) {
        std::filesystem::remove(unfinished, failure);
        return written;
    }
    std::filesystem::rename(unfinished, file, failure);
    if (failure) return Unexpected(Error{Fault::io, failure.message(), file.string()});
    return sync_folder(std::filesystem::absolute(file).parent_path());
}

Status restore_cases(const Cases& cases, const std::filesystem::path& file) {
    PELF_TRY(mapped, MappedFile::open(file));
    return cases.with(
        [&](casefile::CaseStore& store) { return store.restore(as_text(mapped.bytes())); });
}

}  // namespace pelf::engine
