// SPDX-License-Identifier: Apache-2.0
//
// pelf case: key, export, verify. The others are in cases.cpp and case_records.cpp.
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <span>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/trace_options.hpp"
#include "engine/case_bundle.hpp"
#include "engine/whole_case.hpp"

namespace pelf::cli {
namespace {

using casefile::Check;

/// Ways to show in a bundle if nobody says how many. More cost little but on a whole chain under
/// poison or haircut.
constexpr std::size_t kPathsDefault = 1000;

struct ExportOptions {
    TraceOptions trace;
    bool is_backward = false;
    std::string blocks;
    std::string ledgers;
    std::string etl;
    std::string whole_case;            ///< In place of a trace.
    std::vector<std::string> bundles;  ///< To go into it.
    std::string key;
    std::string out;
};

struct BundleOptions {
    std::string bundle;
    std::string key;
};

/// Text out of a stranger's file: no letters that move the cursor or colour what follows.
std::string shown(std::string text) {
    for (char& letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        if (code < 0x20 || code == 0x7f) letter = '?';
    }
    return text;
}

ExitStatus make_key(const std::string& path) {
    std::array<std::byte, 32> random{};
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) {
        return fail(Error{Fault::io, "the machine has no random bytes to make a key of"});
    }
    const auto key = engine::make_case_key(path, random);
    if (!key) return fail(key.error());
    std::printf(
        "%s\n  private key  %s  keep it secret: who has it signs as you\n"
        "  public key   %s.pub  give it to whoever is to verify\n",
        key->fingerprint.c_str(), path.c_str(), path.c_str());
    return ExitStatus::nothing_found;
}

/// What a check was about, and what its count counts.
struct CheckWords {
    const char* counted;
    const char* meaning;
};
CheckWords words_of(Check check, bool is_of_case) {
    if (is_of_case && check == Check::transactions) {
        return {"events", "hang from one another and keep the rules of cases"};
    }
    if (is_of_case && check == Check::answer) {
        return {"statements", "on answers, lists and bundles are borne out by the record"};
    }
    switch (check) {
        case Check::container: return {"members", "the file is whole, and holds nothing else"};
        case Check::manifest: return {"manifest", "says what is in it"};
        case Check::signature: return {"signature", "nothing changed since it was signed"};
        case Check::members: return {"exhibits", "are the bytes that were signed for"};
        case Check::headers: return {"headers", "follow one another, each with its work"};
        case Check::transactions: return {"transactions", "are in their blocks"};
        case Check::lists: return {"list files", "are those of their versions"};
        case Check::answer: return {"statements", "of the answer are borne out by the exhibits"};
    }
    return {"", ""};
}

void print_checks(const casefile::Verdict& verdict) {
    Table table({Table::Align::left, Table::Align::left, Table::Align::right, Table::Align::left,
                 Table::Align::left});
    for (std::size_t i = 0; i < casefile::kChecksCount; ++i) {
        const auto check = static_cast<Check>(i);
        const casefile::Verdict::Line& line = verdict.line(check);
        const auto [counted_name, meaning] =
            words_of(check, verdict.facts.ledger == casefile::kCase);
        std::string state = line.is_reached ? "good" : dim("not reached");
        if (line.objections > 0) state = red(text(grouped(line.objections), " wrong"));
        std::string note = meaning;
        if (line.left_out > 0) {
            note +=
                text("; ", grouped(line.left_out), " not checked: the bundle does not carry it");
        }
        table.add(
            {state, std::string(to_string(check)), grouped(line.looked_at), counted_name, note});
    }
    std::fputs(table.text().c_str(), stdout);
}

/// What is to be compared with a source that one trusts.
void print_checkpoints(const casefile::BundleFacts& facts) {
    if (facts.checkpoints.empty() && !facts.checkpoint.empty()) {
        std::printf(
            "  checkpoint  %s\n              height %s of %s %s: compare it with a source that "
            "you trust,\n              everything below follows from it (%s hashes of work)\n",
            facts.checkpoint.c_str(), grouped(facts.checkpoint_height).c_str(),
            facts.ledger.c_str(), facts.network.c_str(), facts.work.c_str());
    }
    constexpr std::size_t kShownMax = 20;
    for (std::size_t i = 0; i < std::min(facts.checkpoints.size(), kShownMax); ++i) {
        std::printf("  checkpoint  %s\n              at %s of %s\n",
                    facts.checkpoints[i].hash.c_str(), grouped(facts.checkpoints[i].height).c_str(),
                    facts.ledger.c_str());
    }
    if (facts.checkpoints.size() > kShownMax) {
        std::printf("              and %s more, in --json\n",
                    grouped(facts.checkpoints.size() - kShownMax).c_str());
    }
    if (!facts.checkpoints.empty()) {
        std::printf(
            "              compare each with a source that you trust: what is in the ledgers "
            "before it\n              follows from it, as far as their headers are here\n");
    }
}

void print_verdict(const casefile::Verdict& verdict) {
    const auto& facts = verdict.facts;
    const std::string valid = verdict.is_proof()
                                  ? bold("VALID")
                                  : bold(text("VALID, BUT ", grouped(verdict.facts.not_proven),
                                              " NOT PROVEN BY THE LEDGER"));
    std::printf("%s\n\n", verdict.is_valid() ? valid.c_str() : red("INVALID").c_str());
    print_checks(verdict);
    if (!verdict.objections.empty()) std::printf("\n%s\n", bold("objections").c_str());
    for (const casefile::Objection& one : verdict.objections) {
        std::printf("  %s: %s\n", shown(one.where).c_str(), shown(one.what).c_str());
    }
    if (verdict.objections_count > verdict.objections.size()) {
        std::printf("  and %s more\n",
                    grouped(verdict.objections_count - verdict.objections.size()).c_str());
    }
    if (facts.manifest_sha256.empty()) return;
    std::printf("\n  bundle      %s\n  signed by   %s\n", facts.manifest_sha256.c_str(),
                facts.fingerprint.c_str());
    if (!facts.is_key_known) {
        std::printf(
            "              %s: it proves that nothing was changed since it was signed, not "
            "who\n              signed; give the signer's public key with --key\n",
            red("a key that you did not give").c_str());
    }
    std::printf("  made        %s by %s\n", shown(facts.made).c_str(), shown(facts.tool).c_str());
    print_checkpoints(facts);
}

/// Valid and proven, or valid as far as it goes.
ExitStatus status_of(const casefile::Verdict& verdict) {
    if (!verdict.is_valid()) return ExitStatus::found;
    if (verdict.is_proof()) return ExitStatus::nothing_found;
    std::fprintf(stderr,
                 "pelf: %s not proven by the ledger: the bundle's coverage says which and why\n",
                 counted(verdict.facts.not_proven, "transaction is", "transactions are").c_str());
    return ExitStatus::input;
}

ExitStatus verify(const Common& common, const BundleOptions& options) {
    std::optional<codec::Ed25519PublicKey> key;
    if (!options.key.empty()) {
        const auto read = engine::read_public_key(options.key);
        if (!read) return fail(read.error());
        key = *read;
    }
    const auto verdict = engine::verify_case(options.bundle, key);
    if (!verdict) return fail(verdict.error());
    if (common.json) {
        std::fputs(casefile::to_json(*verdict).c_str(), stdout);
    } else {
        print_verdict(*verdict);
    }
    return status_of(*verdict);
}

/// What is to be traced, and what bears it out. Fails with malformed for wrong usage.
Result<engine::CaseExport> export_request(const Common& common, const ExportOptions& options) {
    engine::CaseExport request;
    request.is_backward = options.is_backward;
    const bool is_of_accounts = is_linked(options.trace);
    const int given =
        int{!options.blocks.empty()} + int{!options.ledgers.empty()} + int{!options.etl.empty()};
    if (given != 1 || is_of_accounts == !options.blocks.empty()) {
        return Unexpected(Error{Fault::malformed,
                                "give what the ledger of --from was made from: --blocks for "
                                "bitcoin (places as TXID:VOUT), --ledgers for xrpl, --etl for "
                                "ethereum"});
    }
    request.files = text(options.blocks, options.ledgers, options.etl);
    if (!is_of_accounts) {
        PELF_TRY(trace, trace_request(common, options.trace, options.is_backward));
        request.trace = std::move(trace);
        return request;
    }
    PELF_TRY(accounts, linked_request(common, options.trace, options.is_backward));
    const std::string_view ledger = options.ledgers.empty() ? "ethereum:" : "xrpl:";
    for (const auto& place : accounts.from) {
        if (place.text.starts_with(ledger)) continue;
        return Unexpected(Error{Fault::malformed, text("--from: expected places of ", ledger,
                                                       "TX:INDEX; found ", place.text)});
    }
    if (!options.is_backward) accounts.options.paths_max = options.trace.paths;
    request.accounts = std::move(accounts);
    return request;
}

ExitStatus keep_bundle(const Common& common, const ExportOptions& options,
                       const engine::CaseExported& exported);

/// A case with all that is on record of it.
ExitStatus export_whole(const Common& common, const ExportOptions& options,
                        const engine::CaseKey& key) {
    engine::WholeCaseExport request;
    const auto number = casefile::parse_case_number(options.whole_case);
    if (!number || !options.trace.from.empty()) {
        return usage(text("--case: expected a case's id such as C-1 and no --from, found ",
                          options.whole_case));
    }
    request.number = *number;
    request.bundles.assign(options.bundles.begin(), options.bundles.end());
    request.key = key.secret;
    request.tool = "pelf " PELF_VERSION;
    request.made_unix_s = now_unix_s();
    const auto cases = engine::Cases::open(home_of(common), database_of(common));
    if (!cases) return fail(cases.error());
    const auto exported = engine::export_whole_case(home_of(common), *cases, request);
    return exported ? keep_bundle(common, options, *exported) : fail(exported.error());
}

ExitStatus export_bundle(const Common& common, const ExportOptions& options) {
    const auto key = engine::read_case_key(options.key);
    if (!key) return fail(key.error());
    if (!options.whole_case.empty()) return export_whole(common, options, *key);
    if (options.trace.from.empty() || !options.bundles.empty()) {
        return usage("give a trace's --from, or a --case, to which --bundle belongs");
    }
    auto made = export_request(common, options);
    if (!made) {
        return made.error().fault == Fault::malformed ? usage(made.error().message)
                                                      : fail(made.error());
    }
    engine::CaseExport& request = *made;
    request.key = key->secret;
    request.tool = "pelf " PELF_VERSION;
    request.made_unix_s = now_unix_s();
    const auto exported = engine::export_case(home_of(common), request);
    return exported ? keep_bundle(common, options, *exported) : fail(exported.error());
}

ExitStatus keep_bundle(const Common& common, const ExportOptions& options,
                       const engine::CaseExported& exported) {
    const auto written = replace_file(options.out, exported.bundle);
    if (!written) return fail(written.error());
    if (common.json) {
        std::fputs(casefile::to_json(exported.verdict).c_str(), stdout);
    } else {
        const casefile::Verdict& verdict = exported.verdict;
        std::printf(
            "%s, %s: %s, %s, %s; it verifies\n  bundle     %s\n  signed by  %s\n",
            options.out.c_str(), size_text(exported.bundle.size()).c_str(),
            counted(verdict.line(Check::transactions).looked_at, "transaction", "transactions")
                .c_str(),
            counted(verdict.line(Check::headers).looked_at, "header", "headers").c_str(),
            counted(verdict.line(Check::lists).looked_at, "list file", "list files").c_str(),
            verdict.facts.manifest_sha256.c_str(), verdict.facts.fingerprint.c_str());
    }
    return status_of(exported.verdict);
}

}  // namespace

void add_case(CLI::App& app, const Common& common, Run& run) {
    CLI::App* command =
        app.add_subcommand("case", "What people decide, and a trace with its evidence");
    command->require_subcommand(1);

    add_cases(*command, common, run);
    CLI::App* key = command->add_subcommand("key", "Make a key to sign with");
    const auto key_path = std::make_shared<std::string>();
    key->add_option("file", *key_path, "The private key; the public one gets .pub behind")
        ->required()
        ->type_name("FILE");
    key->callback([&, key_path] { run = [key_path] { return make_key(*key_path); }; });

    CLI::App* out =
        command->add_subcommand("export", "A trace with its evidence in one signed file");
    const auto export_options = std::make_shared<ExportOptions>();
    TraceOptions& trace = export_options->trace;
    trace.paths = kPathsDefault;
    add_trace_start(*out, trace);
    out->get_option("--from")->required(false);
    add_trace_policies(*out, trace);
    out->add_option("--paths", trace.paths, "Prove the way to the so many largest ends")
        ->capture_default_str();
    out->add_option("--blocks", export_options->blocks,
                    "bitcoin: the block files that the ledger was made from")
        ->type_name("DIR");
    out->add_option("--ledgers", export_options->ledgers,
                    "xrpl: the ledgers as JSON that the ledger was made from")
        ->type_name("DIR");
    out->add_option("--etl", export_options->etl,
                    "ethereum: the export that the ledger was made from; proves nothing, and says "
                    "so")
        ->type_name("DIR");
    out->add_option("--case", export_options->whole_case,
                    "In place of a trace: this case, with its record, answers and lists")
        ->type_name("ID");
    out->add_option("--bundle", export_options->bundles,
                    "With --case: a bundle to go into it; may be given several times")
        ->allow_extra_args(false)
        ->type_name("FILE");
    out->add_flag("--backward", export_options->is_backward, "Where the money came from");
    out->add_flag("--stop-at-swaps", trace.stop_at_swaps,
                  "Account ledgers: what is given for another asset ends there");
    out->add_flag("--merge-tags", trace.merge_tags,
                  "XRP Ledger: an account and its destination tags are one owner's");
    out->add_option("--key", export_options->key, "The private key to sign with")
        ->required()
        ->type_name("FILE");
    out->add_option("--out", export_options->out, "Where the bundle goes")
        ->required()
        ->type_name("FILE");
    out->callback([&, export_options] {
        run = [&, export_options] { return export_bundle(common, *export_options); };
    });

    CLI::App* check = command->add_subcommand("verify", "Check such a file, with nothing else");
    const auto verify_options = std::make_shared<BundleOptions>();
    check->add_option("bundle", verify_options->bundle, "The bundle")
        ->required()
        ->type_name("BUNDLE");
    check->add_option("--key", verify_options->key, "The public key of whoever should have signed")
        ->type_name("FILE");
    check->callback([&, verify_options] {
        run = [&, verify_options] { return verify(common, *verify_options); };
    });

    add_case_report(*command, common, run);
}

}  // namespace pelf::cli
