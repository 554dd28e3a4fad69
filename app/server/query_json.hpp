// SPDX-License-Identifier: Apache-2.0
//
// Questions about parties as clients write them in JSON, in our own form and in that of
// OpenSanctions, made into the screen::Customer that the command line makes of its options.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engine/screening.hpp"

namespace pelf::server {

struct ScreenQuery {
    screen::Customer customer;
    std::optional<std::uint8_t> threshold;
    std::string as_of;  ///< A day or a moment (RFC 3339); empty: now.
    bool include_services = false;
};

/// {"name": text or list, "type", "gender", "born", "country", "id", "wallet", "threshold",
/// "as_of", "include_services"}: as the options of `pelf screen name`. Fails with malformed for
/// whatever it does not understand: nothing of a question is left out.
Result<ScreenQuery> read_screen_query(const boost::json::object& object);

/// What OpenSanctions' interface calls an entity: {"schema": "Person", "properties": {"name":
/// [...], "birthDate": [...]}}. Values that are understood by nobody become problems of the
/// customer, properties without a meaning to screening are passed over, as that interface does.
/// Fails with malformed.
Result<screen::Customer> read_entity(const boost::json::object& object);

}  // namespace pelf::server
