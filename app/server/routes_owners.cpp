// SPDX-License-Identifier: Apache-2.0
//
// Ownership: the documents of `pelf owners of` and `pelf owners by`.
#include "engine/owners.hpp"

#include <memory>
#include <mutex>

#include "base/text.hpp"
#include "server/backend.hpp"

namespace pelf::server {
namespace {

/// The last register read, with the lists it was joined with: hundreds of milliseconds that the
/// next question need not spend again.
struct OwnershipShelf {
    std::mutex mutex;
    std::uint64_t snapshot_number = 0;
    /// Shared with the requests that still read it when the next one is put here.
    std::shared_ptr<const engine::Ownership> ownership;
};

Result<std::shared_ptr<const engine::Ownership>> load(const Backend& backend, OwnershipShelf& shelf,
                                                      const ListSnapshot& snapshot) {
    const std::lock_guard guard(shelf.mutex);
    if (shelf.ownership != nullptr && shelf.snapshot_number == snapshot.number) {
        return shelf.ownership;
    }
    engine::OwnershipRequest request;
    request.day = snapshot.day;
    PELF_TRY(loaded, engine::load_ownership(backend.home, snapshot.published(), request));
    shelf.ownership = std::move(loaded);
    shelf.snapshot_number = snapshot.number;
    return shelf.ownership;
}

using Document = std::string (*)(const engine::Ownership&, std::uint32_t, std::string_view);

Response answer(Backend& backend, OwnershipShelf& shelf, const Call& call, Document document) {
    const auto as_of = as_of_parameter(call);
    if (!as_of) return failure(backend, as_of.error());
    const std::string* asked = call.target.parameter("regime");
    const std::string regime = asked == nullptr ? std::string() : *asked;
    if (!regime.empty() && regime != "ofac" && regime != "eu" && regime != "uk") {
        return failure(backend, {Fault::malformed, "regime: expected ofac, eu or uk"});
    }
    const auto snapshot = backend.lists.on(*as_of);
    if (!snapshot) return failure(backend, snapshot.error());
    const auto ownership = load(backend, shelf, **snapshot);
    if (!ownership) return failure(backend, ownership.error());
    const auto entity = engine::find_owner(**ownership, call.values.front());
    if (!entity) return failure(backend, entity.error());
    return json_response(document(**ownership, *entity, regime));
}

}  // namespace

void add_owner_routes(Router& router, Backend& backend) {
    const auto shelf = std::make_shared<OwnershipShelf>();
    const auto add = [&](const char* pattern, std::string_view summary, Document document) {
        router.add(
            {.pattern = pattern,
             .answer = [&backend, shelf, document](
                           const Call& call) { return answer(backend, *shelf, call, document); },
             .text = {.summary = summary,
                      .group = "ownership",
                      .parameters = {{.name = "regime", .description = "ofac, eu or uk; else all"},
                                     {.name = "as_of", .description = "A day, UTC; else today"}}},
             .is_slow = true});
    };
    add("/api/v1/owners/of/{party}", "Who owns a party; is it blocked by that?",
        engine::owners_json);
    add("/api/v1/owners/by/{party}", "What a party owns, itself and through others",
        engine::holdings_json);
}

}  // namespace pelf::server
