// SPDX-License-Identifier: Apache-2.0
#include "engine/kept_lists.hpp"

#include <string>
#include <system_error>

#include "base/text.hpp"
#include "codec/sha256.hpp"

namespace pelf::engine {
namespace {

/// Sections: losses (one number).
constexpr std::string_view kLossesFile = "losses";

Result<std::uint64_t> load_losses(const Home& home, const SectionKey& key) {
    PELF_TRY(reader, SectionReader::open(home.kept() / kLossesFile, key));
    PELF_TRY(losses, reader.take<std::uint64_t>());
    if (losses.size() != 1) return Unexpected(Error{Fault::malformed});
    return losses[0];
}

}  // namespace

std::optional<SectionKey> kept_key(const Home& home,
                                   const std::vector<screen::ListVersion>& versions) {
    if (home.build.empty()) return std::nullopt;
    std::string source = text("kept lists\n", home.build, "\n");
    for (const screen::ListVersion& version : versions) {
        source +=
            text(version.source, " ", version.version, " ", to_string(version.published), "\n");
    }
    return codec::sha256(std::as_bytes(std::span(source))).bytes;
}

std::optional<Lists> load_kept(const Home& home, const SectionKey& key,
                               const std::vector<screen::ListVersion>& versions) {
    const auto losses = load_losses(home, key);
    if (!losses) return std::nullopt;
    auto watchlist = screen::Watchlist::load(home.kept(), key);
    if (!watchlist) return std::nullopt;
    return Lists{std::move(*watchlist), versions, *losses};
}

Status keep(const Home& home, const SectionKey& key, const Lists& lists) {
    std::error_code failed;
    std::filesystem::create_directories(home.kept(), failed);
    if (failed) return Unexpected(Error{Fault::io, failed.message(), home.kept().string(), 0});
    PELF_TRY_DONE(lists.watchlist.save(home.kept(), key));
    PELF_TRY(writer, SectionWriter::create(home.kept() / kLossesFile, key));
    writer.add(std::span(&lists.losses, 1));
    return writer.finish();
}

}  // namespace pelf::engine
