// SPDX-License-Identifier: Apache-2.0
//
// Parties and interests inside BODS statements, of all versions alike; for bods_json.cpp only.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/ownership.hpp"

namespace pelf::ingest {

struct BodsInterest {
    model::StakeKind kind = model::StakeKind::shares;
    model::ShareRange share;
    bool is_indirect = false;
    std::optional<model::PartialDate> from;
    std::optional<model::PartialDate> to;
};

/// The interests of a relationship. None stated is one of unknown kind and share. What is wrong
/// with one goes to `flaws`, and it is taken as unknown.
std::vector<BodsInterest> read_bods_interests(const boost::json::object& details,
                                              std::vector<std::string>& flaws);

/// All but the id.
model::Party read_bods_party(const boost::json::object& details, bool is_person);

}  // namespace pelf::ingest
