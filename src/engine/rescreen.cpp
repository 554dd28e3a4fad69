// SPDX-License-Identifier: Apache-2.0
#include "engine/rescreen.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "base/file.hpp"
#include "base/text.hpp"
#include "engine/json.hpp"
#include "engine/screening.hpp"
#include "engine/sha256_hex.hpp"
#include "screen/record_hash.hpp"

namespace pelf::engine {
namespace {

constexpr std::uint64_t kAboutBytesMax = std::uint64_t{1} << 20;
constexpr std::uint64_t kScreenedBytesMax = std::uint64_t{8} << 30;
constexpr std::size_t kShortHash = screen::kCutHashDigits;

std::filesystem::path customers_folder(const Home& home) {
    return home.folder / "customers";
}

Status make_folder(const std::filesystem::path& folder) {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (!failure) return Done{};
    return Unexpected(Error{Fault::io, "cannot make the folder", folder.string()});
}

Result<std::vector<FieldMap>> parse_maps(const std::vector<std::string>& texts) {
    std::vector<FieldMap> maps;
    for (const std::string& one : texts) {
        PELF_TRY(map, parse_field_map(one));
        maps.push_back(std::move(map));
    }
    return maps;
}

/// Calls `take` with every row in order, on this thread.
template <class Take>
Result<CustomersAbout> for_each_customer(std::string_view bytes, RowFormat format,
                                         const std::vector<std::string>& maps, const Take& take) {
    PELF_TRY(reader, RowReader::open(bytes, format));
    PELF_TRY(parsed_maps, parse_maps(maps));
    PELF_TRY(rows, CustomerRows::open(reader, std::move(parsed_maps)));
    CustomersAbout about{.format = format, .maps = maps};
    InputRow row;
    while (reader.next(row)) {
        auto customer = rows.read(row);
        if (!customer || customer->party.id.key.empty() || !take(*customer)) {
            ++about.errors;
            continue;
        }
        ++about.customers;
        if (!customer->problems.empty()) ++about.partial;
    }
    return about;
}

std::string format_about(const CustomersAbout& about) {
    std::string lines = text(
        "pelf-customers 1\nform ", about.format == RowFormat::csv ? "csv" : "json", "\ncustomers ",
        about.customers, "\nerrors ", about.errors, "\npartial ", about.partial, "\n");
    for (const std::string& map : about.maps) lines += text("map ", map, "\n");
    return lines;
}

Result<CustomersAbout> parse_about(std::string_view lines, const std::filesystem::path& path) {
    const Error broken{Fault::malformed,
                       "expected what `pelf customers import` writes; import the customers again",
                       path.string()};
    if (!lines.starts_with("pelf-customers 1\n")) return Unexpected(broken);
    CustomersAbout about;
    for (const std::string_view line : split(lines.substr(lines.find('\n') + 1), "\n")) {
        const std::size_t blank = std::min(line.find(' '), line.size());
        const std::string_view key = line.substr(0, blank);
        const std::string_view value = line.substr(std::min(blank + 1, line.size()));
        if (key.empty()) continue;
        const auto count = parse_u64(value);
        if (key == "form" && (value == "csv" || value == "json")) {
            about.format = value == "csv" ? RowFormat::csv : RowFormat::json_lines;
        } else if (key == "map") {
            about.maps.emplace_back(value);
        } else if (key == "customers" && count) {
            about.customers = *count;
        } else if (key == "errors" && count) {
            about.errors = *count;
        } else if (key == "partial" && count) {
            about.partial = *count;
        } else {
            return Unexpected(broken);
        }
    }
    return about;
}

/// What the last screening looked at. A hash is the first 32 digits of record_hash().
struct Screened {
    std::string
        conditions;  ///< Scorer, threshold, services: another one makes it a full screening.
    std::unordered_map<std::string, std::string> entries;  ///< By "SOURCE\tKEY".
    std::unordered_map<std::string, std::string> customers;
};

std::string entry_key(const model::PartyId& id) {
    return text(id.source, "\t", id.key);
}

/// Ids and keys come from others' files and may hold anything; these two would break a line.
bool is_plain(std::string_view id) noexcept {
    return id.find_first_of("\t\n") == std::string_view::npos;
}

std::string format_screened(const Screened& screened) {
    std::string lines = text("pelf-screened 1\n", screened.conditions, "\n");
    const auto add = [&](std::string_view what, const auto& hashes) {
        std::vector<std::string> sorted;
        for (const auto& [key, hash] : hashes) sorted.push_back(text(what, hash, "\t", key, "\n"));
        std::ranges::sort(sorted);
        for (const std::string& line : sorted) lines += line;
    };
    add("e ", screened.entries);
    add("c ", screened.customers);
    lines += text("end ", sha256_hex(std::as_bytes(std::span(lines))), "\n");
    return lines;
}

/// Anything but what was written whole is no screening: everything is looked at again.
Screened parse_screened(std::string_view lines) {
    constexpr std::size_t kEndSize = 4 + 64 + 1;
    Screened screened;
    if (lines.size() < kEndSize) return screened;
    const std::string_view body = lines.substr(0, lines.size() - kEndSize);
    const std::string end = text("end ", sha256_hex(std::as_bytes(std::span(body))), "\n");
    if (lines.substr(body.size()) != end) return screened;
    std::size_t number = 0;
    for (std::size_t at = 0; at < body.size(); ++number) {
        const std::size_t line_end = body.find('\n', at);
        const std::string_view line = body.substr(at, line_end - at);
        at = line_end + 1;
        if (number == 1) screened.conditions = line;
        if (number < 2 || line.size() < 2 + kShortHash + 1) continue;
        auto& hashes = line[0] == 'e' ? screened.entries : screened.customers;
        hashes.emplace(line.substr(2 + kShortHash + 1), line.substr(2, kShortHash));
    }
    return screened;
}

std::string short_hash(const model::Party& party) {
    return screen::record_hash(party, sha256_hex).substr(0, kShortHash);
}

/// The entries that were not there or said something else, as a list of their own.
screen::Watchlist list_of_changes(const Lists& lists, const Screened& before, Screened& now) {
    std::map<std::string, screen::SourceList> changed;
    for (const model::Party& party : lists.watchlist.parties()) {
        const std::string key = entry_key(party.id);
        std::string hash = short_hash(party);
        const auto old = before.entries.find(key);
        const bool is_changed = old == before.entries.end() || old->second != hash;
        now.entries.insert_or_assign(key, std::move(hash));
        if (!is_changed) continue;
        screen::SourceList& list = changed[party.id.source];
        list.source = party.id.source;
        list.parties.push_back(party);
    }
    std::vector<screen::SourceList> sources;
    for (auto& [name, list] : changed) sources.push_back(std::move(list));
    return screen::Watchlist::build(std::move(sources));
}

/// One pass over the customers, on all cores. Of several rows with one id the first stands,
/// whichever thread was faster; the others are errors.
class Pass {
public:
    Pass(const Lists& lists, const screen::Watchlist& changes, const Screened& before,
         const RescreenRequest& request) noexcept
        : lists_(lists), changes_(changes), before_(before), options_(request.options) {}

    void work(const CustomerRows& rows, const InputRow& input) {
        auto customer = rows.read(input);
        if (!customer || customer->party.id.key.empty() || !is_plain(customer->party.id.key)) {
            const std::scoped_lock lock(mutex_);
            ++errors_count_;
            return;
        }
        const model::Party& party = customer->party;
        Seen seen{.line = input.line, .hash = short_hash(party)};
        const auto old = before_.customers.find(party.id.key);
        seen.changed = old == before_.customers.end() || old->second != seen.hash;
        std::vector<screen::Hit> found;
        if (seen.changed) {
            found = lists_.watchlist.screen(party, options_);
        } else if (!changes_.parties().empty()) {
            found = changes_.screen(party, options_);
        }
        for (const screen::Hit& hit : found) {
            seen.hits.push_back({{party.id.key, hit.id},
                                 seen.hash,
                                 short_hash(*hit.party),
                                 hit.score,
                                 hit.name,
                                 join(hit.reasons, "; ")});
        }
        const std::scoped_lock lock(mutex_);
        const auto [place, is_new] = seen_.try_emplace(party.id.key);
        if (!is_new) ++errors_count_;
        if (is_new || seen.line < place->second.line) place->second = std::move(seen);
    }

    std::uint64_t errors_count() const noexcept { return errors_count_; }
    bool has(const std::string& id) const { return seen_.contains(id); }
    bool is_changed(const std::string& id) const {
        const auto seen = seen_.find(id);
        return seen != seen_.end() && seen->second.changed;
    }
    std::uint64_t changed_count() const {
        return static_cast<std::uint64_t>(
            std::ranges::count_if(seen_, [](const auto& one) { return one.second.changed; }));
    }
    std::vector<screen::FoundHit> hits() const {
        std::vector<screen::FoundHit> all;
        for (const auto& [id, seen] : seen_)
            all.insert(all.end(), seen.hits.begin(), seen.hits.end());
        return all;
    }
    std::unordered_map<std::string, std::string> hashes() const {
        std::unordered_map<std::string, std::string> all;
        for (const auto& [id, seen] : seen_) all.emplace(id, seen.hash);
        return all;
    }

private:
    struct Seen {
        std::uint64_t line = 0;
        std::string hash{};
        bool changed = false;
        std::vector<screen::FoundHit> hits{};
    };

    const Lists& lists_;
    const screen::Watchlist& changes_;
    const Screened& before_;
    screen::ScreenOptions options_;
    std::mutex mutex_;
    std::unordered_map<std::string, Seen> seen_;
    std::uint64_t errors_count_ = 0;
};

struct CustomerFile {
    MappedFile file;
    CustomersAbout about;
};

Result<CustomerFile> open_customers(const Home& home) {
    PELF_TRY(about, customers_about(home));
    PELF_TRY(file, MappedFile::open(customers_folder(home) / "file"));
    return CustomerFile{std::move(file), std::move(about)};
}

Result<Screened> read_screened(const std::filesystem::path& path) {
    const auto bytes = read_file(path, kScreenedBytesMax);
    if (bytes) return parse_screened(as_text(*bytes));
    if (bytes.error().fault == Fault::not_found) return Screened{};
    return Unexpected(bytes.error());
}

}  // namespace

Result<CustomersAbout> import_customers(const Home& home, const CustomerImport& request) {
    PELF_TRY(file, MappedFile::open(request.input));
    auto about = import_customers(home, {.bytes = file.bytes(),
                                         .format = row_format(request.input.filename().string()),
                                         .maps = request.maps});
    if (about || !about.error().source.empty()) return about;
    Error error = std::move(about).error();
    error.source = request.input.string();
    return Unexpected(std::move(error));
}

Result<CustomersAbout> import_customers(const Home& home, const CustomerBytes& request) {
    std::unordered_set<std::string> ids;
    PELF_TRY(about, for_each_customer(as_text(request.bytes), request.format, request.maps,
                                      [&](const screen::Customer& customer) {
                                          const std::string& id = customer.party.id.key;
                                          return is_plain(id) && ids.insert(id).second;
                                      }));
    if (about.customers == 0) {
        return Unexpected(Error{Fault::refused,
                                "no row is a customer with an id; say which column the id is with "
                                "--map COLUMN=id"});
    }
    const auto folder = customers_folder(home);
    PELF_TRY_DONE(make_folder(folder));
    const auto lock = FileLock::acquire(folder / "lock");
    if (!lock) return Unexpected(lock.error());
    PELF_TRY_DONE(replace_file(folder / "file", request.bytes));
    const std::string lines = format_about(about);
    PELF_TRY_DONE(replace_file(folder / "about", std::as_bytes(std::span(lines))));
    return about;
}

Result<AllowSides> find_sides(const Home& home, const Lists& lists, const std::string& customer,
                              const std::string& entry) {
    const std::size_t colon = entry.find(':');
    if (colon == std::string::npos) {
        return Unexpected(Error{Fault::malformed, text("expected SOURCE:ID, found ", entry)});
    }
    PELF_TRY(found, find_customer(home, customer));
    const model::Party* listed =
        lists.watchlist.find({entry.substr(0, colon), entry.substr(colon + 1)});
    if (listed == nullptr) {
        return Unexpected(Error{Fault::not_found, text("no list in force has an entry ", entry)});
    }
    return AllowSides{std::move(found), listed};
}

Result<CustomersAbout> customers_about(const Home& home) {
    const auto path = customers_folder(home) / "about";
    const auto bytes = read_file(path, kAboutBytesMax);
    if (!bytes && bytes.error().fault == Fault::not_found) {
        return Unexpected(Error{Fault::not_found,
                                "there are no customers yet; import them with `pelf customers "
                                "import FILE`"});
    }
    if (!bytes) return Unexpected(bytes.error());
    return parse_about(as_text(*bytes), path);
}

Result<screen::Customer> find_customer(const Home& home, const std::string& id) {
    PELF_TRY(customers, open_customers(home));
    std::optional<screen::Customer> found;
    PELF_TRY_DONE(for_each_customer(as_text(customers.file.bytes()), customers.about.format,
                                    customers.about.maps, [&](const screen::Customer& customer) {
                                        if (!found && customer.party.id.key == id) {
                                            found = customer;
                                        }
                                        return true;
                                    }));
    if (found) return std::move(*found);
    return Unexpected(Error{Fault::not_found, text("there is no customer ", id)});
}

Result<screen::HitBook> open_hit_book(const Home& home) {
    return screen::HitBook::open(customers_folder(home) / "hits.log", sha256_hex);
}

Result<Rescreened> rescreen(const Home& home, const Lists& lists, const Allowances& allowances,
                            const RescreenRequest& request) {
    const auto folder = customers_folder(home);
    PELF_TRY(customers, open_customers(home));
    const auto lock = FileLock::acquire(folder / "lock");
    if (!lock) return Unexpected(lock.error());
    PELF_TRY(book, open_hit_book(home));
    PELF_TRY(before, read_screened(folder / "screened"));
    const std::string conditions =
        text(scorer_version(), " threshold ", int{request.options.score_min}, " services ",
             request.options.include_services ? 1 : 0);
    Rescreened done;
    done.was_full = request.full || before.conditions != conditions;
    // The entries stay known, so that what has left the lists is told from what was never there.
    if (done.was_full) before.customers.clear();
    Screened now;
    const screen::Watchlist changes = list_of_changes(lists, before, now);
    PELF_TRY(reader, RowReader::open(as_text(customers.file.bytes()), customers.about.format));
    PELF_TRY(maps, parse_maps(customers.about.maps));
    PELF_TRY(rows, CustomerRows::open(reader, std::move(maps)));
    Pass pass(lists, changes, before, request);
    PELF_TRY_DONE(
        run_rows(reader, {.work = [&](const InputRow& row, std::string&) { pass.work(rows, row); },
                          .sink = [](std::string_view) { return Status(Done{}); },
                          .progress = request.progress,
                          .threads = request.threads}));
    const auto was_changed = [&](const model::PartyId& id) { return changes.find(id) != nullptr; };
    const auto is_listed = [&](const model::PartyId& id) {
        return now.entries.contains(entry_key(id));
    };
    PELF_TRY(
        booked,
        book.book({.hits = pass.hits(),
                   .has_customer = [&](const std::string& id) { return pass.has(id); },
                   .customer_changed = [&](const std::string& id) { return pass.is_changed(id); },
                   .is_listed = is_listed,
                   .entry_changed = was_changed,
                   .now_unix_s = request.now_unix_s}));
    now.conditions = conditions;
    now.customers = pass.hashes();
    const std::string lines = format_screened(now);
    PELF_TRY_DONE(replace_file(folder / "screened", std::as_bytes(std::span(lines))));
    done.changes = booked;
    done.customers = now.customers.size();
    done.customers_changed = pass.changed_count();
    done.entries_changed = changes.parties().size();
    done.errors = pass.errors_count();
    for (const auto& [key, hit] : book.hits()) {
        if (!hit.is_open()) continue;
        ++(check_allowance(allowances, hit.found).in_force ? done.allowed : done.open);
    }
    if (request.cases != nullptr) {
        PELF_TRY(reopened,
                 reopen_changed(*request.cases, lists, {"pelf rescreen", request.now_unix_s}));
        done.cases_reopened = std::move(reopened);
    }
    return done;
}

std::string to_json(const CustomersAbout& about) {
    return pretty(boost::json::object{
        {"customers", about.customers}, {"errors", about.errors}, {"partial", about.partial}});
}

std::string to_json(const Rescreened& done) {
    boost::json::array reopened;
    for (const casefile::CaseNumber number : done.cases_reopened) {
        reopened.push_back(boost::json::value(casefile::to_string(number)));
    }
    return pretty(boost::json::object{{"customers", done.customers},
                                      {"customers_changed", done.customers_changed},
                                      {"entries_changed", done.entries_changed},
                                      {"full", done.was_full},
                                      {"opened", done.changes.opened},
                                      {"reopened", done.changes.reopened},
                                      {"updated", done.changes.updated},
                                      {"faded", done.changes.faded},
                                      {"delisted", done.changes.delisted},
                                      {"gone", done.changes.gone},
                                      {"open", done.open},
                                      {"allowed", done.allowed},
                                      {"cases_reopened", std::move(reopened)},
                                      {"losses", done.errors}});
}

std::string to_json(const screen::HitBook& book, const Allowances& allowances) {
    boost::json::array array;
    for (const auto& [key, hit] : book.hits()) {
        const screen::AllowVerdict verdict = check_allowance(allowances, hit.found);
        array.push_back({{"hit", screen::hit_id(key)},
                         {"customer", key.customer},
                         {"source", key.listed.source},
                         {"id", key.listed.key},
                         {"name", hit.found.listed_name},
                         {"score", hit.found.score},
                         {"state", screen::to_string(hit.state)},
                         {"presence", screen::to_string(hit.presence)},
                         {"decided_by", hit.decided_by},
                         {"reason", hit.reason},
                         {"reasons", hit.found.reasons},
                         {"changed", rfc3339(hit.changed_unix_s)},
                         {"allowed", verdict.in_force},
                         {"allowance_text", verdict.why}});
    }
    return pretty(boost::json::object{{"hits", std::move(array)}});
}

}  // namespace pelf::engine
