// SPDX-License-Identifier: Apache-2.0
#include "screen/party_bytes.hpp"

#include <algorithm>
#include <concepts>
#include <optional>
#include <string>
#include <type_traits>

namespace pelf::screen {
namespace {

/// The last enumerator: what is above it was not written by us.
template <class E>
constexpr E kLast{};
template <>
constexpr auto kLast<model::PartyType> = model::PartyType::aircraft;
template <>
constexpr auto kLast<model::NameKind> = model::NameKind::nka;
template <>
constexpr auto kLast<model::Strength> = model::Strength::weak;
template <>
constexpr auto kLast<model::NamePartRole> = model::NamePartRole::nickname;
template <>
constexpr auto kLast<model::CountryRole> = model::CountryRole::other;
template <>
constexpr auto kLast<model::TagCategory> = model::TagCategory::other;
template <>
constexpr auto kLast<model::Checksum> = model::Checksum::bad;
template <>
constexpr auto kLast<model::Precision> = model::Precision::range;

template <class T>
concept Enumeration = std::is_enum_v<T>;

/// T or const T.
template <class U, class T>
concept Either = std::same_as<std::remove_const_t<U>, T>;

// One list of the fields of each type, for writing and reading alike.
template <class Io, Either<model::PartyId> T>
void fields(Io& io, T& value) {
    io(value.source, value.key);
}
template <class Io, Either<Date> T>
void fields(Io& io, T& value) {
    io(value.year, value.month, value.day);
}
template <class Io, Either<model::PartialDate> T>
void fields(Io& io, T& value) {
    io(value.first, value.last, value.precision, value.is_circa);
}
template <class Io, Either<model::NamePart> T>
void fields(Io& io, T& value) {
    io(value.role, value.text);
}
template <class Io, Either<model::Name> T>
void fields(Io& io, T& value) {
    io(value.kind, value.strength, value.whole, value.family, value.given, value.language,
       value.parts);
}
template <class Io, Either<model::Identifier> T>
void fields(Io& io, T& value) {
    io(value.kind, value.value, value.country, value.note, value.checksum);
}
template <class Io, Either<model::Country> T>
void fields(Io& io, T& value) {
    io(value.role, value.name);
}
template <class Io, Either<model::PostalAddress> T>
void fields(Io& io, T& value) {
    io(value.street, value.place, value.country, value.note);
}
template <class Io, Either<model::Relation> T>
void fields(Io& io, T& value) {
    io(value.kind, value.other_name, value.other_key, value.share, value.note);
}
template <class Io, Either<model::Attribute> T>
void fields(Io& io, T& value) {
    io(value.kind, value.value);
}
template <class Io, Either<model::Wallet> T>
void fields(Io& io, T& value) {
    io(value.asset, value.ledger, value.address, value.canonical, value.checksum);
}
template <class Io, Either<model::Tag> T>
void fields(Io& io, T& value) {
    io(value.account, value.label, value.category, value.party, value.origin, value.confidence,
       value.from, value.to);
}
template <class Io, Either<model::Party> T>
void fields(Io& io, T& value) {
    io(value.id, value.type, value.service, value.names, value.programmes, value.births,
       value.birth_places, value.countries, value.addresses, value.identifiers, value.wallets,
       value.relations, value.attributes, value.unparsed, value.remarks);
}

class ByteWriter {
public:
    explicit ByteWriter(std::vector<char>& to) : to_(to) {}

    template <class... T>
    void operator()(const T&... values) {
        (one(values), ...);
    }

private:
    void number(std::uint64_t value) {
        for (; value > 0x7F; value >>= 7) to_.push_back(static_cast<char>(value | 0x80));
        to_.push_back(static_cast<char>(value));
    }
    void one(std::uint8_t value) { to_.push_back(static_cast<char>(value)); }
    void one(bool value) { to_.push_back(value ? 1 : 0); }
    void one(std::int32_t value) { number(static_cast<std::uint32_t>(value)); }
    void one(const std::string& value) {
        number(value.size());
        to_.insert(to_.end(), value.begin(), value.end());
    }
    template <class T>
    void one(const std::vector<T>& values) {
        number(values.size());
        for (const T& value : values) one(value);
    }
    template <class T>
    void one(const std::optional<T>& value) {
        one(value.has_value());
        if (value) one(*value);
    }
    template <Enumeration E>
    void one(const E& value) {
        one(static_cast<std::uint8_t>(value));
    }
    template <class T>
    void one(const T& value) {
        fields(*this, value);
    }

    std::vector<char>& to_;
};

/// Once it failed it gives empty values.
class ByteReader {
public:
    explicit ByteReader(std::span<const char> bytes) : bytes_(bytes) {}

    bool failed() const noexcept { return failed_; }
    bool at_end() const noexcept { return at_ == bytes_.size(); }
    std::size_t at() const noexcept { return at_; }

    template <class... T>
    void operator()(T&... values) {
        (one(values), ...);
    }

private:
    std::uint8_t byte() {
        if (at_ == bytes_.size()) {
            failed_ = true;
            return 0;
        }
        return static_cast<std::uint8_t>(bytes_[at_++]);
    }
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            const std::uint8_t next = byte();
            value |= std::uint64_t{next & 0x7FU} << shift;
            if (next < 0x80) return value;
        }
        failed_ = true;
        return 0;
    }
    /// Of items that take a byte at least, so that a count is never more than what is left.
    std::size_t count() {
        const std::uint64_t value = number();
        if (value > bytes_.size() - at_) failed_ = true;
        return failed_ ? 0 : value;
    }
    void one(std::uint8_t& value) { value = byte(); }
    void one(bool& value) {
        const std::uint8_t read = byte();
        if (read > 1) failed_ = true;
        value = read == 1;
    }
    void one(std::int32_t& value) {
        const std::uint64_t read = number();
        if (read > UINT32_MAX) failed_ = true;
        value = static_cast<std::int32_t>(static_cast<std::uint32_t>(read));
    }
    void one(std::string& value) {
        const std::size_t size = count();
        value.assign(bytes_.data() + at_, size);
        at_ += size;
    }
    template <class T>
    void one(std::vector<T>& values) {
        const std::size_t items = count();
        // An item takes more memory than bytes: what was not read yet is not believed.
        constexpr std::size_t kItemsAtOnce = 64;
        values.reserve(std::min(items, kItemsAtOnce));
        for (std::size_t i = 0; i < items && !failed_; ++i) one(values.emplace_back());
    }
    template <class T>
    void one(std::optional<T>& value) {
        bool has_value = false;
        one(has_value);
        if (has_value) one(value.emplace());
    }
    template <Enumeration E>
    void one(E& value) {
        const std::uint8_t read = byte();
        if (read > static_cast<std::uint8_t>(kLast<E>)) failed_ = true;
        value = failed_ ? E{} : static_cast<E>(read);
    }
    template <class T>
    void one(T& value) {
        fields(*this, value);
    }

    std::span<const char> bytes_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

}  // namespace

std::vector<char> bytes_of(std::span<const model::Party> parties,
                           std::span<const model::Tag> tags) {
    std::vector<char> bytes;
    ByteWriter writer(bytes);
    const auto count = [](const auto& items) { return static_cast<std::int32_t>(items.size()); };
    writer(count(parties), count(tags));
    for (const model::Party& party : parties) writer(party);
    for (const model::Tag& tag : tags) writer(tag);
    return bytes;
}

Result<ReadParties> read_parties(std::span<const char> bytes) {
    ByteReader reader(bytes);
    ReadParties read;
    std::int32_t parties_count = 0;
    std::int32_t tags_count = 0;
    reader(parties_count, tags_count);
    for (std::int32_t i = 0; i < parties_count && !reader.failed(); ++i) {
        reader(read.parties.emplace_back());
    }
    for (std::int32_t i = 0; i < tags_count && !reader.failed(); ++i) {
        reader(read.tags.emplace_back());
    }
    if (reader.failed() || !reader.at_end()) {
        return Unexpected(
            Error{Fault::malformed, "kept parties that cannot be read", {}, reader.at()});
    }
    return read;
}

}  // namespace pelf::screen
