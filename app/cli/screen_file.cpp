// SPDX-License-Identifier: Apache-2.0
//
// pelf screen: file, pairs.
#include <chrono>
#include <cstdio>
#include <memory>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "engine/owned_lists.hpp"
#include "engine/screen_file.hpp"

namespace pelf::cli {
namespace {

Status write_standard_output(std::string_view bytes) {
    if (bytes.empty()) return Done{};
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size()) return Done{};
    return Unexpected(Error{Fault::io, "cannot write to standard output"});
}

void print_totals(const engine::RowTotals& totals, std::chrono::steady_clock::time_point start) {
    const double seconds = std::max(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 0.001);
    std::fprintf(
        stderr, "pelf: %s rows, %s with hits, %s allowed; %s rows a second\n",
        grouped(totals.rows).c_str(), grouped(totals.hits).c_str(), grouped(totals.allowed).c_str(),
        grouped(static_cast<std::uint64_t>(static_cast<double>(totals.rows) / seconds)).c_str());
    if (totals.errors + totals.partial == 0) return;
    std::fprintf(stderr,
                 "pelf: %s rows could not be screened (status error), and of %s something could "
                 "not be understood (column problem)\n",
                 grouped(totals.errors).c_str(), grouped(totals.partial).c_str());
}

struct FileOptions {
    std::string input;
    std::vector<std::string> maps;
    std::string output;
    std::optional<unsigned> threshold;
    unsigned threads = 0;
    bool resume = false;
    bool include_services = false;
};

ExitStatus file(const Common& common, const FileOptions& options) {
    if (options.resume && options.output.empty()) return usage("--resume needs --out FILE");
    engine::FileScreening request;
    for (const std::string& map : options.maps) {
        auto parsed = engine::parse_field_map(map);
        if (!parsed) return usage(parsed.error().message);
        request.maps.push_back(std::move(*parsed));
    }
    const auto lists =
        engine::load_lists_and_owned(home_of(common), day_of(common), known_by_of(common));
    if (!lists) return fail(lists.error());
    if (const auto missing = missing_lists(*lists)) return fail(*missing);
    const auto allowances = engine::load_allowances(home_of(common), day_of(common));
    if (!allowances) return fail(allowances.error());
    ProgressLine progress(common.quiet);
    request.input = options.input;
    const auto threshold = threshold_of(common, options.threshold);
    if (!threshold) return fail(threshold.error());
    request.options = {.score_min = *threshold, .include_services = options.include_services};
    request.json = common.json;
    request.threads = options.threads;
    request.output = options.output;
    request.resume = options.resume;
    request.sink = write_standard_output;
    request.progress = [&](const engine::Progress& now) { progress.show(now); };
    const auto start = std::chrono::steady_clock::now();
    const auto screened = engine::screen_file(*lists, *allowances, request);
    if (!screened) return fail(screened.error());
    if (std::fflush(stdout) != 0) return fail({Fault::io, "cannot write to standard output"});
    for (const std::string& column : screened->ignored_columns) {
        std::fprintf(stderr, "pelf: the column %s says nothing to us and was not used; see --map\n",
                     column.c_str());
    }
    print_totals(screened->totals, start);
    if (lists->losses > 0) {
        std::fprintf(stderr, "pelf: the lists in force were read with %s losses\n",
                     grouped(lists->losses).c_str());
    }
    if (screened->totals.hits > 0) return ExitStatus::found;
    const bool lost = screened->totals.errors + screened->totals.partial + lists->losses > 0;
    return lost ? ExitStatus::input : ExitStatus::nothing_found;
}

struct PairOptions {
    std::string input;
    unsigned threads = 0;
};

ExitStatus pairs(const Common& common, const PairOptions& options) {
    ProgressLine progress(common.quiet);
    engine::PairScreening request;
    request.input = options.input;
    request.json = common.json;
    request.threads = options.threads;
    request.sink = write_standard_output;
    request.progress = [&](const engine::Progress& now) { progress.show(now); };
    const auto totals = engine::screen_pairs(request);
    if (!totals) return fail(totals.error());
    if (std::fflush(stdout) != 0) return fail({Fault::io, "cannot write to standard output"});
    if (totals->errors == 0) return ExitStatus::nothing_found;
    std::fprintf(stderr, "pelf: %s of %s rows could not be compared (column error)\n",
                 grouped(totals->errors).c_str(), grouped(totals->rows).c_str());
    return ExitStatus::input;
}

}  // namespace

void add_screen_files(CLI::App& screen, const Common& common, Run& run) {
    CLI::App* by_file = screen.add_subcommand("file", "A file of customers, on all cores");
    const auto options = std::make_shared<FileOptions>();
    by_file->add_option("file", options->input, "CSV or JSON lines")->required()->type_name("FILE");
    by_file->add_option("--map", options->maps, "What a column means, such as Kunde=name")
        ->allow_extra_args(false)
        ->type_name("COLUMN=FIELD");
    by_file->add_option("--out", options->output, "Where the answer goes; else standard output")
        ->type_name("FILE");
    by_file->add_flag("--resume", options->resume, "Continue an output that was interrupted");
    add_threshold_option(*by_file, options->threshold);
    by_file->add_option("--threads", options->threads, "0: as many as there are processors");
    by_file->add_flag("--services", options->include_services,
                      "Also parties that are tagged as services and not listed");
    by_file->callback([&, options] { run = [&, options] { return file(common, *options); }; });

    CLI::App* by_pair =
        screen.add_subcommand("pairs", "Names against names, the matcher alone: no list needed");
    const auto pair_options = std::make_shared<PairOptions>();
    by_pair->add_option("file", pair_options->input, "CSV with name1, name2 and perhaps schema")
        ->required()
        ->type_name("FILE");
    by_pair->add_option("--threads", pair_options->threads, "0: as many as there are processors");
    by_pair->callback(
        [&, pair_options] { run = [&, pair_options] { return pairs(common, *pair_options); }; });
}

}  // namespace pelf::cli
