// SPDX-License-Identifier: Apache-2.0
//
// The one way our code says "this did not work". The member names are those of C++23
// std::expected, so that a later compiler lets us replace the class by an alias.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "base/check.hpp"

namespace pelf {

enum class Fault : std::uint8_t {
    truncated,    ///< The input ended inside a value.
    malformed,    ///< The bytes are there and break the format.
    unsupported,  ///< The format allows it, we do not read it.
    over_limit,   ///< Valid, and larger than a limit we set.
    not_found,    ///< What was asked for is not there.
    refused,      ///< Readable, and not to be accepted: another network, another writer at work.
    io,           ///< The operating system said no: disk full, no permission, connection lost.
};

/// What a module reports to its caller. Cheap parts first: hot loops return a bare Fault and
/// the module boundary adds the words.
struct Error {
    Fault fault = Fault::malformed;
    std::string message{};           ///< One sentence, static words first, values last.
    std::string source{};            ///< File or URL the bytes came from; empty if none.
    std::uint64_t offset_bytes = 0;  ///< Where in the source reading stopped.
};

template <class E>
class Unexpected {
public:
    explicit Unexpected(E error) : error_(std::move(error)) {}
    E&& error() && noexcept { return std::move(error_); }

private:
    E error_;
};

/// Holds a T or an E, never both, never neither. Dropping one is a compile error in CI.
template <class T, class E = Error>
class [[nodiscard]] Result {
public:
    // Implicit on purpose: `return value;` and `return Unexpected(...)` are the whole idiom.
    // NOLINTNEXTLINE(google-explicit-constructor)
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    // NOLINTNEXTLINE(google-explicit-constructor)
    Result(Unexpected<E> failure) : state_(std::in_place_index<1>, std::move(failure).error()) {}

    bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    /// Requires has_value().
    T& operator*() & { return get<0>(); }
    const T& operator*() const& { return const_cast<Result*>(this)->template get<0>(); }
    T&& operator*() && { return std::move(get<0>()); }
    T* operator->() { return &get<0>(); }
    const T* operator->() const { return &const_cast<Result*>(this)->template get<0>(); }

    /// Requires !has_value().
    const E& error() const& { return const_cast<Result*>(this)->template get<1>(); }
    E&& error() && { return std::move(get<1>()); }

private:
    template <std::size_t I>
    auto& get() {
        PELF_CHECK(state_.index() == I);
        return *std::get_if<I>(&state_);
    }

    std::variant<T, E> state_;
};

/// The value of a function that can fail and has nothing else to say.
struct Done {};
using Status = Result<Done>;

}  // namespace pelf

/// Binds `name` to the value, or leaves the function with the error.
// NOLINTBEGIN(bugprone-macro-parentheses): `name` is declared here, it cannot be in parentheses.
#define PELF_TRY(name, expression)                                                       \
    auto name##_or_error = (expression);                                                 \
    if (!name##_or_error) return ::pelf::Unexpected(std::move(name##_or_error).error()); \
    auto& name = *name##_or_error
// NOLINTEND(bugprone-macro-parentheses)

/// Leaves the function with the error of an expression whose value nobody needs.
#define PELF_TRY_DONE(expression)                                                            \
    do {                                                                                     \
        auto status_or_error = (expression);                                                 \
        if (!status_or_error) return ::pelf::Unexpected(std::move(status_or_error).error()); \
    } while (false)
