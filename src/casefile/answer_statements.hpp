// SPDX-License-Identifier: Apache-2.0
//
// What the answers of coin and account ledgers are held against in the same way: the request, the
// lists, who is listed where. Inside casefile.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/bundle_manifest.hpp"
#include "casefile/list_exhibits.hpp"
#include "casefile/verdict.hpp"

namespace pelf::casefile {

/// Digits of a number below 2^64 in their only form.
std::optional<std::uint64_t> read_number(std::string_view digits);

/// The account without the destination tag of one of its customers: "r...:77".
std::string_view holder_of(std::string_view account) noexcept;

class AnswerStatements {
public:
    AnswerStatements(const Manifest& manifest, const ListFiles& lists, Verdict& verdict)
        : manifest_(manifest), lists_(lists), verdict_(verdict) {}

    void expect(bool holds, const std::string& where, std::string_view what);
    /// Looked for by check_listed(), when all that is to be looked for is known.
    void expect_listed(std::string_view source, std::string_view text, const std::string& where,
                       std::string_view what);
    /// One more statement that the exhibits say nothing about.
    void leave_out() { ++verdict_.line(Check::answer).left_out; }

    /// That the answer goes in the direction asked for, is as whole as the manifest says, and
    /// relied on those lists.
    void check_lists(const boost::json::value& answer);
    /// That the answer is one to the request.
    void check_request(const boost::json::value& answer);
    /// Who the account of a seed or an end is, by some list.
    void check_names(const boost::json::value& one, const std::string& where);
    /// Who is listed where, of money at a listed party's wallet.
    void check_pass(const boost::json::value& pass, const std::string& where);
    void check_listed();

    bool is_backward() const;

private:
    const Manifest& manifest_;
    const ListFiles& lists_;
    Verdict& verdict_;
    std::vector<ListFiles::Wanted> wanted_;
    std::vector<Objection> if_not_found_;  ///< For each of these.
};

}  // namespace pelf::casefile
