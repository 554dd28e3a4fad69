// SPDX-License-Identifier: Apache-2.0
//
// Customers kept, and screened again as they and the lists change.
//
//   HOME/customers/file       the customer file as it was imported, byte for byte
//   HOME/customers/about      its form, its column map, its counts
//   HOME/customers/screened   what the last screening looked at: a hash for each entry and customer
//   HOME/customers/hits.log   the hit book (screen/hit_book.hpp)
//
// The formats: docs/formats/hit-book.md. Plain files and no database: one writer, everything read
// whole and in order, and each file either replaced in one step or only appended to.
//
// What runs: customers whose data changed, against all lists; all others against the entries that
// changed. The second is a watch list of those entries alone, over which the customers are
// streamed. That way the matcher is asked the same question in the same direction as in a full
// screening, so that the answer is the same, and no index of customers has to be built, which
// would cost as much as the streaming does (each name is taken apart once in either case).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/allow.hpp"
#include "engine/cases.hpp"
#include "engine/customer_rows.hpp"
#include "engine/lists.hpp"
#include "screen/hit_book.hpp"
#include "screen/watchlist.hpp"

namespace pelf::engine {

struct CustomerImport {
    std::filesystem::path input;
    std::vector<std::string> maps;  ///< "COLUMN=FIELD".
};

/// The same as bytes that came from elsewhere.
struct CustomerBytes {
    std::span<const std::byte> bytes;
    RowFormat format = RowFormat::csv;
    std::vector<std::string> maps;
};

struct CustomersAbout {
    RowFormat format = RowFormat::csv;
    std::vector<std::string> maps;
    std::uint64_t customers = 0;
    std::uint64_t errors = 0;   ///< Rows that are none, and ids that were there before.
    std::uint64_t partial = 0;  ///< With something that could not be understood.
};

/// Keeps a file as the whole of the customers; those of an earlier file that are not in it are
/// gone, and their hits stay in the book as such. Fails with refused (no id column, no customer,
/// a column map that makes no sense) or io; the earlier file is untouched then.
Result<CustomersAbout> import_customers(const Home& home, const CustomerImport& request);
Result<CustomersAbout> import_customers(const Home& home, const CustomerBytes& request);

/// Fails with not_found if none were imported.
Result<CustomersAbout> customers_about(const Home& home);

/// One customer by id. Fails with not_found. Cost: linear in the file.
Result<screen::Customer> find_customer(const Home& home, const std::string& id);

/// Both sides of an allowance as they are now.
struct AllowSides {
    screen::Customer customer;
    const model::Party* listed = nullptr;  ///< In the lists given.
};
/// `entry` is SOURCE:ID. Fails with malformed (it is not), not_found (no such customer or entry).
Result<AllowSides> find_sides(const Home& home, const Lists& lists, const std::string& customer,
                              const std::string& entry);

struct RescreenRequest {
    screen::ScreenOptions options;
    bool full = false;  ///< Everything again, whatever has changed.
    unsigned threads = 0;
    std::int64_t now_unix_s = 0;
    OnProgress progress;
    const Cases* cases = nullptr;  ///< Whose closed ones are opened again; null: none are kept.
};

struct Rescreened {
    screen::BookChanges changes;
    std::uint64_t customers = 0;
    std::uint64_t customers_changed = 0;  ///< Screened against all lists.
    std::uint64_t entries_changed = 0;    ///< That all other customers were screened against.
    std::uint64_t errors = 0;             ///< Rows that could not be screened.
    std::uint64_t open = 0;               ///< Present, open and not allowed, afterwards.
    std::uint64_t allowed = 0;            ///< Present, open and allowed.
    std::vector<casefile::CaseNumber> cases_reopened;
    bool was_full = false;  ///< Also when the threshold or the scorer has changed.
};

/// Afterwards the book is what a full screening would have made it. Allowances hide nothing: they
/// are counted apart. Closed cases about parties of which the lists say something else than when
/// they were decided are open again.
Result<Rescreened> rescreen(const Home& home, const Lists& lists, const Allowances& allowances,
                            const RescreenRequest& request);

Result<screen::HitBook> open_hit_book(const Home& home);

std::string to_json(const CustomersAbout& about);
std::string to_json(const Rescreened& done);
std::string to_json(const screen::HitBook& book, const Allowances& allowances);

}  // namespace pelf::engine
