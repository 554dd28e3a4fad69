// SPDX-License-Identifier: Apache-2.0
//
// Who may do what. Each role may do all that the ones before it may.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pelf::server {

enum class Role : std::uint8_t {
    anyone,    ///< Without a key: health, the page, the description of the interface.
    viewer,    ///< Reads, screens, traces.
    analyst,   ///< Also writes cases and proposes decisions.
    approver,  ///< Also decides what another has proposed.
    admin,     ///< Also reloads lists and reads the metrics.
};

constexpr std::string_view to_string(Role role) noexcept {
    constexpr std::string_view kNames[] = {"anyone", "viewer", "analyst", "approver", "admin"};
    return kNames[static_cast<std::size_t>(role)];
}

/// Of a key: "viewer" to "admin".
constexpr std::optional<Role> parse_role(std::string_view text) noexcept {
    for (const Role role : {Role::viewer, Role::analyst, Role::approver, Role::admin}) {
        if (to_string(role) == text) return role;
    }
    return std::nullopt;
}

/// Who asks.
struct Caller {
    std::string name;  ///< Of the key; of a local user what it calls itself. Empty: nobody known.
    Role role = Role::anyone;
};

}  // namespace pelf::server
