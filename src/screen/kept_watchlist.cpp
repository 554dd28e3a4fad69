// SPDX-License-Identifier: Apache-2.0
//
// A watch list kept in a folder, so that the next program does not read the lists and their names
// again:
//
//   names    the name index (match/name_index.hpp)
//   parties  sections: names in the index (one number); sources, versions and days of publication
//            (text, a line each); parties and tags (screen/party_bytes.hpp)
#include <string>
#include <thread>

#include "base/text.hpp"
#include "screen/party_bytes.hpp"
#include "screen/watchlist.hpp"

namespace pelf::screen {
namespace {

Unexpected<Error> damaged(std::string_view what) {
    return Unexpected(
        Error{Fault::malformed, text("a kept watch list with impossible ", what), {}, 0});
}

Result<std::vector<SourceVersion>> read_sources(std::string_view lines) {
    std::vector<SourceVersion> sources;
    for (const std::string_view line : split(lines, "\n")) {
        if (line.empty()) continue;
        const auto words = split(line, " ");
        if (words.size() != 3) return damaged("sources");
        const auto published = parse_date(words[2]);
        if (!published) return damaged("sources");
        sources.push_back({std::string(words[0]), std::string(words[1]), *published});
    }
    return sources;
}

std::string_view view_of(std::span<const char> letters) {
    return {letters.data(), letters.size()};
}

}  // namespace

Status Watchlist::save(const std::filesystem::path& folder, const SectionKey& key) const {
    PELF_TRY_DONE(name_index_.save(folder / "names", key));
    PELF_TRY(writer, SectionWriter::create(folder / "parties", key));
    const std::uint64_t names_count = names_.size();
    writer.add(std::span(&names_count, 1));
    std::string lines;
    for (const SourceVersion& source : sources_) {
        lines += text(source.source, " ", source.version, " ", to_string(source.published), "\n");
    }
    writer.add(std::span<const char>(lines));
    writer.add(std::span<const char>(bytes_of(parties_, tags_)));
    return writer.finish();
}

Result<Watchlist> Watchlist::load(const std::filesystem::path& folder, const SectionKey& key) {
    PELF_TRY(reader, SectionReader::open(folder / "parties", key));
    PELF_TRY(names_count, reader.take<std::uint64_t>());
    PELF_TRY(lines, reader.take<char>());
    PELF_TRY(bytes, reader.take<char>());
    if (names_count.size() != 1 || names_count[0] >= UINT32_MAX) return damaged("counts");
    PELF_TRY(sources, read_sources(view_of(lines)));

    Result<match::NameIndex> names = damaged("names");
    std::jthread index_reader([&, count = names_count[0]] {
        names = match::NameIndex::load(folder / "names", key, count);
    });
    auto read = read_parties(bytes);
    if (!read) return Unexpected(std::move(read).error());
    // Facts follow from the parties alone, so they can be made before the index is there.
    Watchlist without_names(match::NameIndex::build({}));
    without_names.take(std::move(read->parties), std::move(read->tags));
    without_names.sources_ = std::move(sources);
    index_reader.join();
    if (!names) return Unexpected(std::move(names).error());
    if (without_names.names_.size() != names_count[0]) return damaged("counts");
    without_names.name_index_ = std::move(*names);
    return without_names;
}

}  // namespace pelf::screen
