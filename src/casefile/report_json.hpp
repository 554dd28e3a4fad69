// SPDX-License-Identifier: Apache-2.0
//
// Values out of a JSON document by the names that visit_fields() gives them, strictly: what is not
// known, or of another type or form, is an error that names the field. Inside casefile.
#pragma once

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/text.hpp"
#include "base/uint256.hpp"
#include "casefile/report_document.hpp"
#include "casefile/report_fields.hpp"
#include "casefile/report_rules.hpp"

namespace pelf::casefile::report {

/// What visit_fields() takes apart; the rest is one value.
template <class T>
concept HasFields =
    std::is_class_v<T> && !std::same_as<T, std::string> && !std::same_as<T, Units> &&
    !std::same_as<T, PartialDay> && !std::same_as<T, Date> && !std::same_as<T, Moment>;

class JsonFieldReader {
public:
    /// `what` begins every message: "report facts".
    explicit JsonFieldReader(std::string_view what) : what_(what) {}

    /// Fails with malformed or over_limit.
    template <class T>
    Status read(const boost::json::value& value, T& into) {
        read_value("", value, into);
        if (fault_) return Unexpected(std::move(*fault_));
        return Done{};
    }

private:
    /// Reads the fields of one object.
    struct Fields {
        JsonFieldReader& reader;
        const boost::json::object& object;
        const std::string& path;
        std::vector<std::string_view> names{};

        template <class T>
        void operator()(std::string_view name, T& into) {
            names.push_back(name);
            if (const boost::json::value* value = object.if_contains(name)) {
                const std::string at = path.empty() ? std::string(name) : text(path, ".", name);
                reader.read_value(at, *value, into);
            }
        }
    };

    void fail(Fault fault, const std::string& path, std::string_view what) {
        if (fault_) return;
        fault_ = Error{fault, text(what_, ": ", path.empty() ? "the document" : path, " ", what)};
    }

    void read_value(const std::string& path, const boost::json::value& value, std::string& into) {
        if (!value.is_string()) return fail(Fault::malformed, path, "is no text");
        const boost::json::string& given = value.get_string();
        if (given.size() > kFactTextBytesMax) {
            return fail(Fault::over_limit, path, "is longer than a megabyte");
        }
        into.assign(given.data(), given.size());
    }
    void read_value(const std::string& path, const boost::json::value& value, bool& into) {
        if (!value.is_bool()) return fail(Fault::malformed, path, "is neither true nor false");
        into = value.get_bool();
    }
    void read_value(const std::string& path, const boost::json::value& value, std::uint64_t& into) {
        if (!value.is_int64() || value.get_int64() < 0) {
            return fail(Fault::malformed, path, "is no whole number from 0 on");
        }
        into = static_cast<std::uint64_t>(value.get_int64());
    }
    void read_value(const std::string& path, const boost::json::value& value, Units& into) {
        read_value(path, value, into.digits);
        const auto number = Uint256::parse_decimal(into.digits);
        if (!number || to_string(*number) != into.digits) {
            fail(Fault::malformed, path, "is no count of smallest units in plain digits");
        }
    }
    void read_value(const std::string& path, const boost::json::value& value, PartialDay& into) {
        read_value(path, value, into.text);
        if (!is_partial_day(into.text)) {
            fail(Fault::malformed, path, "is no day, month or year such as 1984-10-15 or 1984");
        }
    }
    void read_value(const std::string& path, const boost::json::value& value, Date& into) {
        std::string given;
        read_value(path, value, given);
        const auto date = parse_date(given);
        if (!date) return fail(Fault::malformed, path, "is no day such as 2025-02-15");
        into = *date;
    }
    void read_value(const std::string& path, const boost::json::value& value, Moment& into) {
        std::string given;
        read_value(path, value, given);
        const auto moment = parse_as_of(given);
        if (!moment || rfc3339(*moment) != given) {
            return fail(Fault::malformed, path, "is no moment such as 2025-02-15T10:11:12Z");
        }
        into.unix_s = *moment;
    }
    template <class T>
    void read_value(const std::string& path, const boost::json::value& value,
                    std::optional<T>& into) {
        read_value(path, value, into.emplace());
    }
    template <class T>
    void read_value(const std::string& path, const boost::json::value& value,
                    std::vector<T>& into) {
        if (!value.is_array()) return fail(Fault::malformed, path, "is no list");
        const boost::json::array& list = value.get_array();
        if (list.size() > kFactListMax) {
            return fail(Fault::over_limit, path, "is a list of more than 10,000");
        }
        into.resize(list.size());
        for (std::size_t i = 0; i < list.size(); ++i) {
            read_value(text(path, "[", i, "]"), list[i], into[i]);
        }
    }
    template <HasFields T>
    void read_value(const std::string& path, const boost::json::value& value, T& into) {
        if (!value.is_object()) return fail(Fault::malformed, path, "is no object");
        Fields fields{*this, value.get_object(), path};
        visit_fields(fields, into);
        for (const auto& [name, member] : value.get_object()) {
            if (std::ranges::find(fields.names, std::string_view(name)) == fields.names.end()) {
                fail(Fault::malformed, path,
                     text("has a field that is not known: ", std::string_view(name)));
            }
        }
    }

    std::string_view what_;
    std::optional<Error> fault_;
};

}  // namespace pelf::casefile::report
