// SPDX-License-Identifier: Apache-2.0
//
// pelf owners: import, of, by.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "engine/owners.hpp"

namespace pelf::cli {
namespace {

using engine::Ownership;
using screen::Verdict;

struct RegisterOptions {
    std::string source;
    std::vector<std::string> files;
    std::string published;
    bool allow_shrink = false;
};

struct AskOptions {
    std::string party;
    std::string regime;
    std::vector<std::string> inputs;
    std::string source = "bods-json";
    std::vector<std::string> listed;
    std::string mapping;
    std::vector<std::string> joint;
};

ExitStatus import_register(const Common& common, const RegisterOptions& options) {
    engine::ListImport request;
    request.source = options.source;
    request.files.assign(options.files.begin(), options.files.end());
    request.published = parse_date(options.published).value_or(day_of(common));
    request.learned_unix_s = now_unix_s();
    request.allow_shrink = options.allow_shrink;
    const auto imported = engine::import_register(home_of(common), request);
    if (!imported) return fail(imported.error());
    const std::uint64_t losses = print_losses(imported->reports);
    if (common.json) {
        std::fputs(engine::to_json(*imported).c_str(), stdout);
    } else {
        std::printf("%s, published %s: %s parties%s\n", imported->version.source.c_str(),
                    to_string(imported->version.published).c_str(),
                    grouped(imported->version.entries).c_str(),
                    imported->is_new ? "" : "; already here, nothing changed");
        for (const std::string& notice : imported->notices) std::printf("  %s\n", notice.c_str());
    }
    return losses > 0 ? ExitStatus::input : ExitStatus::nothing_found;
}

Result<std::unique_ptr<Ownership>> load(const Common& common, const AskOptions& options) {
    PELF_TRY(lists, engine::load_lists(home_of(common), day_of(common), known_by_of(common)));
    engine::OwnershipRequest request;
    request.files.assign(options.inputs.begin(), options.inputs.end());
    request.source = options.source;
    request.day = day_of(common);
    request.listed = options.listed;
    request.mapping = options.mapping;
    for (const std::string& group : options.joint) {
        auto& ids = request.joint.emplace_back();
        for (const std::string_view id : split(group, ",")) ids.emplace_back(trim(id));
    }
    return engine::load_ownership(home_of(common), lists, request);
}

std::string party_text(const Ownership& ownership, std::uint32_t entity) {
    const model::Party& party = ownership.content.parties[entity];
    return party.display_name() == party.id.key
               ? party.id.key
               : text(party.display_name(), "  ", dim(party.id.key));
}

std::string stake_text(const model::Stake& stake) {
    return text(to_string(stake.share), " ", model::to_string(stake.kind),
                stake.is_indirect ? ", indirect" : "",
                stake.from ? text(", from ", to_string(*stake.from)) : "",
                stake.to ? text(", until ", to_string(*stake.to)) : "");
}

void print_regime(const Ownership& ownership, const engine::RegimeOwnership& regime,
                  std::uint32_t entity) {
    if (regime.policy == nullptr) {
        std::printf("  %-5s no answer: %s\n", regime.regime.c_str(), regime.refusal.c_str());
        return;
    }
    const Verdict verdict = regime.blocking.verdict(entity);
    const std::string words(screen::to_string(verdict));
    std::printf("  %-5s %s  %s\n", regime.regime.c_str(),
                (verdict == Verdict::clear ? words : red(words)).c_str(),
                dim(text(regime.policy->summary, " (", regime.policy->name, ")")).c_str());
    for (const engine::ListedOwner& owner : regime.listed) {
        if (owner.entity_index != entity) continue;
        std::printf("          %s %s %s, %s\n", owner.name.c_str(), owner.id.source.c_str(),
                    owner.id.key.c_str(), owner.how.c_str());
    }
    for (const std::string& line : engine::chain_lines(ownership, regime, entity)) {
        std::printf("          %s\n", line.c_str());
    }
    for (const std::string& line : engine::missing_lines(ownership, regime, entity)) {
        std::printf("          %s\n", line.c_str());
    }
}

/// The strongest verdict on a party under any regime that has one, for the tree.
std::string mark_of(const Ownership& ownership, std::string_view asked, std::uint32_t entity) {
    Verdict most = Verdict::clear;
    for (const auto& regime : ownership.regimes) {
        if (regime.policy == nullptr || (!asked.empty() && regime.regime != asked)) continue;
        most = std::max(most, regime.blocking.verdict(entity));
    }
    return most == Verdict::clear ? "" : "  " + red(screen::to_string(most));
}

/// Owners of owners, each once, to a depth that a person can read.
class OwnerTree {
public:
    OwnerTree(const Ownership& ownership, std::string_view regime)
        : ownership_(ownership), regime_(regime) {}

    void print(std::uint32_t entity, std::size_t depth) {
        constexpr std::size_t kDepthMax = 8;
        for (const model::Stake& stake : ownership_.content.stakes) {
            if (stake.owned_index != entity) continue;
            const std::uint32_t owner = stake.owner_index;
            const bool is_shown = std::find(shown_.begin(), shown_.end(), owner) != shown_.end();
            std::printf("  %s%s: %s%s%s\n", std::string(depth * 3, ' ').c_str(),
                        party_text(ownership_, owner).c_str(), stake_text(stake).c_str(),
                        mark_of(ownership_, regime_, owner).c_str(),
                        is_shown ? dim("  (its owners: above)").c_str() : "");
            if (is_shown) continue;
            shown_.push_back(owner);
            if (depth + 1 < kDepthMax) print(owner, depth + 1);
        }
        for (const auto& owner : ownership_.content.undisclosed) {
            if (owner.owned_index != entity) continue;
            std::printf("  %sand somebody the register does not name (%s)\n",
                        std::string(depth * 3, ' ').c_str(), owner.reason.c_str());
        }
    }

private:
    const Ownership& ownership_;
    std::string_view regime_;
    std::vector<std::uint32_t> shown_;
};

void print_source(const Ownership& ownership) {
    for (const std::string& name : ownership.registers) {
        std::printf("%s\n",
                    dim(text("  from ", name, ", as of ", to_string(ownership.day))).c_str());
    }
    for (const std::string& notice : ownership.notices) {
        std::printf("%s\n", dim("  " + notice).c_str());
    }
}

/// Something found outweighs losses, losses outweigh "nothing": as everywhere. A regime asked for
/// that has no answer is none.
ExitStatus status_of_answer(const Ownership& ownership, const AskOptions& options, bool found) {
    print_losses(ownership.reports);
    if (found) return ExitStatus::found;
    bool has_answer = false;
    for (const auto& regime : ownership.regimes) {
        const bool is_asked = options.regime.empty() || regime.regime == options.regime;
        has_answer = has_answer || (is_asked && regime.policy != nullptr);
        if (is_asked && regime.policy == nullptr && !options.regime.empty()) {
            std::fprintf(stderr, "pelf: no answer for %s: %s\n", regime.regime.c_str(),
                         regime.refusal.c_str());
        }
    }
    if (!has_answer && options.regime.empty()) {
        std::fprintf(stderr,
                     "pelf: no answer for any regime; import lists with `pelf lists import`, or "
                     "say who is listed with --listed\n");
    }
    return has_answer && ownership.losses == 0 ? ExitStatus::nothing_found : ExitStatus::input;
}

ExitStatus of(const Common& common, const AskOptions& options) {
    const auto ownership = load(common, options);
    if (!ownership) return fail(ownership.error());
    const auto entity = engine::find_owner(**ownership, options.party);
    if (!entity) return fail(entity.error());
    bool found = false;
    for (const auto& regime : (*ownership)->regimes) {
        if (regime.policy == nullptr) continue;
        if (!options.regime.empty() && regime.regime != options.regime) continue;
        found = found || regime.blocking.verdict(*entity) != Verdict::clear;
    }
    if (common.json) {
        std::fputs(engine::owners_json(**ownership, *entity, options.regime).c_str(), stdout);
    } else {
        std::printf("%s\n", bold((*ownership)->content.parties[*entity].display_name()).c_str());
        for (const auto& regime : (*ownership)->regimes) {
            if (!options.regime.empty() && regime.regime != options.regime) continue;
            print_regime(**ownership, regime, *entity);
        }
        std::printf("owners\n");
        OwnerTree(**ownership, options.regime).print(*entity, 0);
        print_source(**ownership);
    }
    return status_of_answer(**ownership, options, found);
}

ExitStatus by(const Common& common, const AskOptions& options) {
    const auto ownership = load(common, options);
    if (!ownership) return fail(ownership.error());
    const auto entity = engine::find_owner(**ownership, options.party);
    if (!entity) return fail(entity.error());
    bool found = false;
    const bool is_text = !common.json;
    if (is_text) {
        std::printf("%s\n", bold((*ownership)->content.parties[*entity].display_name()).c_str());
    }
    for (const auto& regime : (*ownership)->regimes) {
        if (!options.regime.empty() && regime.regime != options.regime) continue;
        const engine::Reach reach = engine::reach_of(**ownership, regime, *entity);
        const bool is_listed =
            regime.policy != nullptr && regime.blocking.verdict(*entity) != Verdict::clear;
        found = found || (is_listed && !(reach.definite.empty() && reach.possible.empty()));
        if (!is_text) continue;
        print_regime(**ownership, regime, *entity);
        for (const std::uint32_t owned : reach.definite) {
            std::printf("          owns or controls %s\n", party_text(**ownership, owned).c_str());
        }
        for (const std::uint32_t owned : reach.possible) {
            std::printf("          perhaps owns or controls %s\n",
                        party_text(**ownership, owned).c_str());
        }
    }
    if (is_text) {
        std::printf("holds itself\n");
        for (const model::Stake& stake : (*ownership)->content.stakes) {
            if (stake.owner_index != *entity) continue;
            std::printf("  %s: %s\n", party_text(**ownership, stake.owned_index).c_str(),
                        stake_text(stake).c_str());
        }
        print_source(**ownership);
    } else {
        std::fputs(engine::holdings_json(**ownership, *entity, options.regime).c_str(), stdout);
    }
    return status_of_answer(**ownership, options, found);
}

std::shared_ptr<AskOptions> add_ask(CLI::App& command) {
    const auto options = std::make_shared<AskOptions>();
    command.add_option("party", options->party, "Id of the register, SOURCE:KEY, or exact name")
        ->required()
        ->type_name("PARTY");
    command.add_option("--regime", options->regime, "ofac, eu or uk; else all side by side")
        ->check(CLI::IsMember({"ofac", "eu", "uk"}));
    command
        .add_option("--input", options->inputs, "Answer from this register, not the imported ones")
        ->type_name("FILE");
    command.add_option("--source", options->source, "Of --input: bods-json or ftm-json")
        ->capture_default_str();
    command.add_option("--listed", options->listed, "Ids of the register that count as listed")
        ->type_name("ID");
    command.add_option("--map", options->mapping, "CSV entity_id,party_id: who is on which list")
        ->type_name("FILE");
    command.add_option("--joint", options->joint, "Ids that hold together: A,B (UK)")
        ->type_name("ID,ID");
    return options;
}

}  // namespace

void add_owners(CLI::App& app, const Common& common, Run& run) {
    CLI::App* owners = app.add_subcommand("owners", "Who owns whom, and is blocked by it");
    owners->require_subcommand(1);

    CLI::App* import_command =
        owners->add_subcommand("import", "Keep one publication of a register");
    const auto import_options = std::make_shared<RegisterOptions>();
    import_command
        ->add_option("--source", import_options->source,
                     "bods-json or ftm-json; with a name if there are several: bods-json-uk")
        ->required()
        ->type_name("SOURCE");
    import_command
        ->add_option("files", import_options->files, "All files of the publication together")
        ->required()
        ->type_name("FILE...");
    import_command
        ->add_option("--published", import_options->published, "When it was published: today")
        ->type_name("DATE")
        ->check([](const std::string& text) -> std::string {
            return parse_date(text) ? "" : "expected YYYY-MM-DD, found " + text;
        });
    import_command->add_flag("--allow-shrink", import_options->allow_shrink,
                             "Take a register that lost more than 20 % of its parties");
    import_command->callback([&, import_options] {
        run = [&, import_options] { return import_register(common, *import_options); };
    });

    CLI::App* of_command = owners->add_subcommand("of", "Who owns a party; is it blocked by that?");
    const auto of_options = add_ask(*of_command);
    of_command->callback(
        [&, of_options] { run = [&, of_options] { return of(common, *of_options); }; });

    CLI::App* by_command =
        owners->add_subcommand("by", "What a party owns, itself and through others");
    const auto by_options = add_ask(*by_command);
    by_command->callback(
        [&, by_options] { run = [&, by_options] { return by(common, *by_options); }; });
}

}  // namespace pelf::cli
