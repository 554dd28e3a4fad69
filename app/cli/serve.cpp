// SPDX-License-Identifier: Apache-2.0
//
// pelf serve, and the keys of its clients.
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>

#include "base/text.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "server/keys.hpp"
#include "server/serve.hpp"

namespace pelf::cli {
namespace {

struct ServeArguments {
    std::string listen = "127.0.0.1:8080";
    std::string keys;
    std::string certificate;
    std::string key;
    std::vector<std::string> hosts;
    std::vector<std::string> links;
    std::string blocks;
    std::string bundle_key;
    std::string report_settings;
    std::string jurisdiction = "generic";
    unsigned threads = 0;
    std::uint32_t trace_seconds = 60;
    std::size_t connections = 1'024;
    bool no_log = false;
};

/// Lines of several threads, each whole.
class Log {
public:
    void write(const std::string& line) {
        const std::lock_guard guard(mutex_);
        std::fwrite(line.data(), 1, line.size(), stderr);
    }

private:
    std::mutex mutex_;
};

ExitStatus serve(const Common& common, const ServeArguments& arguments) {
    auto http = server::parse_listen(arguments.listen);
    if (!http) return usage("--listen: " + http.error().message);
    if (arguments.certificate.empty() != arguments.key.empty()) {
        return usage("--tls-cert and --tls-key are given together");
    }
    if (arguments.blocks.empty() != arguments.bundle_key.empty()) {
        return usage("--blocks and --bundle-key are given together");
    }
    http->certificate_file = arguments.certificate;
    http->key_file = arguments.key;
    http->connections_max = arguments.connections;
    http->threads_count = arguments.threads > 0 ? arguments.threads
                                                : std::max(1U, std::thread::hardware_concurrency());
    Log log;
    server::ServeOptions options;
    options.http = *http;
    options.keys_file = arguments.keys;
    options.hosts = arguments.hosts;
    options.link_files.assign(arguments.links.begin(), arguments.links.end());
    options.trace_seconds_max = arguments.trace_seconds;
    options.blocks = arguments.blocks;
    options.bundle_key = arguments.bundle_key;
    options.report_settings = arguments.report_settings;
    options.report_jurisdiction = arguments.jurisdiction;
    options.case_database = database_of(common);
    options.version = PELF_VERSION;
    options.clock = now_unix_s;
    if (!arguments.no_log) options.log = [&log](const std::string& line) { log.write(line); };
    options.on_listening = [](const std::string& where) {
        std::printf("listening on %s\n", where.c_str());
        std::fflush(stdout);
    };
    const Status served = server::serve(home_of(common), options);
    return served ? ExitStatus::nothing_found : fail(served.error());
}

struct KeyArguments {
    std::string file;
    std::string name;
    std::string role = "viewer";
    std::uint32_t per_second = server::kPerSecondDefault;
};

ExitStatus add_key(const KeyArguments& arguments) {
    const auto role = server::parse_role(arguments.role);
    if (!role) return usage("--role: expected viewer, analyst, approver or admin");
    const auto random = server::secret_bytes();
    if (!random) return fail(random.error());
    const auto key = server::add_key(arguments.file,
                                     {.name = arguments.name,
                                      .role = *role,
                                      .per_second = arguments.per_second,
                                      .created_unix_s = now_unix_s()},
                                     *random);
    if (!key) return fail(key.error());
    std::printf("%s\n", key->c_str());
    std::fprintf(stderr, "This is the key of %s. It is not kept, and not shown again.\n",
                 arguments.name.c_str());
    return ExitStatus::nothing_found;
}

ExitStatus list_keys(const KeyArguments& arguments) {
    const auto keys = server::read_keys(arguments.file);
    if (!keys) return fail(keys.error());
    using enum Table::Align;
    Table table({left, left, right, left});
    table.add({"name", "role", "a second", "created"});
    for (const server::KeyEntry& key : *keys) {
        table.add({key.name, std::string(server::to_string(key.role)),
                   key.per_second == 0 ? "no limit" : grouped(key.per_second),
                   short_time(rfc3339(key.created_unix_s))});
    }
    std::fputs(table.text().c_str(), stdout);
    return ExitStatus::nothing_found;
}

void add_keys(CLI::App& serve_command, Run& run) {
    CLI::App* keys = serve_command.add_subcommand("key", "The keys of clients");
    keys->require_subcommand(1);
    const auto options = std::make_shared<KeyArguments>();
    const auto add_file = [options](CLI::App& command) {
        command.add_option("--keys", options->file, "The file of keys")
            ->required()
            ->type_name("FILE");
    };
    CLI::App* add = keys->add_subcommand("add", "Make a key, and print it once");
    add_file(*add);
    add->add_option("--name", options->name, "Whose it is")->required()->type_name("NAME");
    add->add_option("--role", options->role, "viewer, analyst, approver or admin")
        ->capture_default_str();
    add->add_option("--per-second", options->per_second, "Requests; 0: no limit")
        ->check(CLI::Range(std::uint32_t{0}, server::kPerSecondMax))
        ->capture_default_str();
    add->callback([&run, options] { run = [options] { return add_key(*options); }; });

    CLI::App* remove = keys->add_subcommand("remove", "Take a key away");
    add_file(*remove);
    remove->add_option("--name", options->name, "Whose it is")->required()->type_name("NAME");
    remove->callback([&run, options] {
        run = [options] {
            const Status removed = server::remove_key(options->file, options->name);
            return removed ? ExitStatus::nothing_found : fail(removed.error());
        };
    });

    CLI::App* list = keys->add_subcommand("list", "Names, roles and limits");
    add_file(*list);
    list->callback([&run, options] { run = [options] { return list_keys(*options); }; });
}

}  // namespace

void add_serve(CLI::App& app, const Common& common, Run& run) {
    CLI::App* command = app.add_subcommand("serve", "The HTTP interface and the page");
    command->require_subcommand(0, 1);
    const auto options = std::make_shared<ServeArguments>();
    command->add_option("--listen", options->listen, "Where; port 0: any that is free")
        ->capture_default_str()
        ->type_name("HOST:PORT");
    command->add_option("--keys", options->keys, "Serve only those who have a key in this file")
        ->type_name("FILE");
    command->add_option("--tls-cert", options->certificate, "The certificate chain, PEM")
        ->type_name("FILE");
    command->add_option("--tls-key", options->key, "Its private key, PEM")->type_name("FILE");
    command
        ->add_option("--host", options->hosts,
                     "Another name it goes by, where it listens on loopback behind a proxy")
        ->allow_extra_args(false)
        ->type_name("NAME");
    command->add_option("--links", options->links, "Links that traces may be told to go over")
        ->allow_extra_args(false)
        ->type_name("FILE");
    command
        ->add_option("--blocks", options->blocks,
                     "Make bundles of evidence from these block files, those of the ledger")
        ->type_name("DIR");
    command->add_option("--bundle-key", options->bundle_key, "and sign them with this key")
        ->type_name("FILE");
    command
        ->add_option("--report-settings", options->report_settings,
                     "What reports say of the institution")
        ->type_name("FILE");
    command->add_option("--jurisdiction", options->jurisdiction, "Of goAML: ae, generic")
        ->capture_default_str()
        ->type_name("NAME");
    command->add_option("--threads", options->threads, "0: as many as there are processors")
        ->check(CLI::Range(0, 256));
    command->add_option("--trace-seconds", options->trace_seconds, "A trace is cut short after")
        ->check(CLI::Range(1, 86'400))
        ->capture_default_str();
    command->add_option("--connections", options->connections, "At most so many at once")
        ->check(CLI::Range(std::size_t{1}, std::size_t{100'000}))
        ->capture_default_str();
    command->add_flag("--no-log", options->no_log, "No line for each request on standard error");
    command->callback([&, options] {
        if (!run) run = [&, options] { return serve(common, *options); };
    });
    add_keys(*command, run);
}

}  // namespace pelf::cli
