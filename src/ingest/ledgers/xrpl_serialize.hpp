// SPDX-License-Identifier: Apache-2.0
//
// From a JSON tree to bytes; see xrpl_binary.hpp. For the readers of this folder only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codec/xrpl_amount.hpp"
#include "codec/xrpl_fields.hpp"
#include "ingest/ledgers/xrpl_binary.hpp"
#include "ingest/ledgers/xrpl_json.hpp"

namespace pelf::ingest {

/// Writes objects one after another into buffers that the caller keeps. Not thread-safe.
class XrplSerializer {
public:
    explicit XrplSerializer(const XrplBinaryOptions& options = {}) noexcept : options_(options) {}

    /// Replaces what `out` holds. On failure `out` has some of the bytes, and bad_field() says
    /// which field it was.
    Result<Done, Fault> write(const JsonObject& object, std::vector<std::byte>& out);

    const std::string& bad_field() const noexcept { return bad_field_; }
    /// The last object has a field of type Number, whose bytes depend on the server's version.
    bool has_number() const noexcept { return has_number_; }

private:
    using Wrote = Result<Done, Fault>;
    using Bytes = std::vector<std::byte>;
    struct Member {
        const codec::XrplField* field = nullptr;
        JsonValue value;
    };

    Wrote fields(const JsonObject& object, std::size_t depth, Bytes& out);
    Wrote member_of(std::string_view name, const JsonValue& value, std::vector<Member>& members);
    Wrote tag_of(std::string_view name, const JsonValue& value, const JsonObject& object,
                 Bytes& out);
    Wrote value(const codec::XrplField& field, const JsonValue& value, std::size_t depth,
                Bytes& out);
    Wrote array(const JsonValue& value, std::size_t depth, Bytes& out);

    XrplBinaryOptions options_;
    std::string bad_field_;
    bool has_number_ = false;
};

/// An amount of any of the three kinds, as JSON has it.
struct XrplAmount {
    enum class Kind : std::uint8_t { native, issued, token };

    Kind kind = Kind::native;
    codec::XrplDrops whole;  ///< Drops, or units of a token.
    codec::XrplValue value;  ///< Of an issued currency.
    codec::XrplCurrency currency;
    codec::XrplAccountId issuer;
    codec::XrplIssuanceId issuance;
};

/// Text or a number (drops), or an object of currency, issuer and value, or of mpt_issuance_id and
/// value. Fails with malformed or over_limit.
Result<XrplAmount, Fault> read_xrpl_amount(const JsonValue& value);

}  // namespace pelf::ingest
