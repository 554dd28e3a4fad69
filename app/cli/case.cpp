// SPDX-License-Identifier: Apache-2.0
//
// pelf case: key, export, verify. The others are in cases.cpp and case_records.cpp.
#include <sys/random.h>

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

namespace pelf::cli {
namespace {

using casefile::Check;

/// Ways to show in a bundle if nobody says how many. More cost little but on a whole chain under
/// poison or haircut.
constexpr std::size_t kPathsDefault = 1000;

struct ExportOptions {
    TraceOptions trace;
    std::string blocks;
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
CheckWords words_of(Check check) {
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
        const auto [counted_name, meaning] = words_of(check);
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

void print_verdict(const casefile::Verdict& verdict) {
    const auto& facts = verdict.facts;
    std::printf("%s\n\n", verdict.is_valid() ? bold("VALID").c_str() : red("INVALID").c_str());
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
    if (facts.checkpoint.empty()) return;
    std::printf(
        "  checkpoint  %s\n              height %s of %s %s: compare it with a source that "
        "you trust,\n              everything below follows from it (%s hashes of work)\n",
        facts.checkpoint.c_str(), grouped(facts.checkpoint_height).c_str(), facts.ledger.c_str(),
        facts.network.c_str(), facts.work.c_str());
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
    return verdict->is_valid() ? ExitStatus::nothing_found : ExitStatus::found;
}

ExitStatus export_bundle(const Common& common, const ExportOptions& options) {
    if (is_linked(options.trace)) {
        return usage(
            "a bundle is of one bitcoin ledger; account ledgers and links are not proved "
            "yet");
    }
    auto trace = trace_request(common, options.trace, false);
    if (!trace) return usage(trace.error().message);
    const auto key = engine::read_case_key(options.key);
    if (!key) return fail(key.error());
    engine::CaseExport request;
    request.trace = std::move(*trace);
    request.blocks = options.blocks;
    request.key = key->secret;
    request.tool = "pelf " PELF_VERSION;
    request.made_unix_s = now_unix_s();
    const auto exported = engine::export_case(home_of(common), request);
    if (!exported) return fail(exported.error());
    const auto written = replace_file(options.out, exported->bundle);
    if (!written) return fail(written.error());
    if (common.json) {
        std::fputs(casefile::to_json(exported->verdict).c_str(), stdout);
    } else {
        const casefile::Verdict& verdict = exported->verdict;
        std::printf(
            "%s, %s: %s, %s, %s; it verifies\n  bundle     %s\n  signed by  %s\n",
            options.out.c_str(), size_text(exported->bundle.size()).c_str(),
            counted(verdict.line(Check::transactions).looked_at, "transaction", "transactions")
                .c_str(),
            counted(verdict.line(Check::headers).looked_at, "header", "headers").c_str(),
            counted(verdict.line(Check::lists).looked_at, "list file", "list files").c_str(),
            verdict.facts.manifest_sha256.c_str(), verdict.facts.fingerprint.c_str());
    }
    return ExitStatus::nothing_found;
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

    CLI::App* out = command->add_subcommand("export", "Trace forward into one signed file");
    const auto export_options = std::make_shared<ExportOptions>();
    TraceOptions& trace = export_options->trace;
    trace.paths = kPathsDefault;
    add_trace_start(*out, trace);
    add_trace_policies(*out, trace);
    out->add_option("--paths", trace.paths, "Prove the way to the so many largest ends")
        ->capture_default_str();
    out->add_option("--blocks", export_options->blocks,
                    "The block files that the ledger was made from")
        ->required()
        ->type_name("DIR");
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
