// SPDX-License-Identifier: Apache-2.0
//
// The keys of clients. A key is 256 random bits, shown once when it is made; the file has its
// SHA-256 only. A slow hash, as passwords need, would add nothing: there are too many keys to
// guess. The look-up by hash tells a listener nothing either, who cannot choose the hash.
//
//   {"keys": [{"name": "desk", "role": "viewer", "sha256": "...", "per_second": 100,
//              "created": "2026-11-30T12:00:00Z"}]}
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "server/role.hpp"
#include "server/token_bucket.hpp"

namespace pelf::server {

inline constexpr std::size_t kKeysMax = 10'000;
inline constexpr std::size_t kKeyNameBytesMax = 64;
inline constexpr std::uint32_t kPerSecondDefault = 1'000;
inline constexpr std::uint32_t kPerSecondMax = 1'000'000;

struct KeyEntry {
    std::string name;  ///< Letters, digits, "-", "_", "."; no two keys share one.
    Role role = Role::viewer;
    std::string sha256{};
    std::uint32_t per_second = kPerSecondDefault;  ///< Requests; 0: no limit.
    std::int64_t created_unix_s = 0;

    bool operator==(const KeyEntry&) const = default;
};

/// Fails with malformed or over_limit.
Result<std::vector<KeyEntry>> parse_keys(std::string_view content);
std::string to_json(const std::vector<KeyEntry>& keys);

/// An empty list where there is no file. Fails as parse_keys() does, and with io.
Result<std::vector<KeyEntry>> read_keys(const std::filesystem::path& file);

/// 32 bytes that nobody can guess. Fails with io where the machine has none.
Result<std::array<std::byte, 32>> secret_bytes();

/// Adds a key to the file, which is made if missing, its owner's alone. Returns the key. `random`
/// is 32 bytes that nobody can guess. Fails with refused for a name that is there already.
Result<std::string> add_key(const std::filesystem::path& file, const KeyEntry& entry,
                            std::span<const std::byte> random);
/// Fails with not_found.
Status remove_key(const std::filesystem::path& file, std::string_view name);

/// The keys as the server asks them. All members may be called from any thread.
class KeyRing {
public:
    struct Key {
        Caller caller;
        TokenBucket bucket;
    };

    /// Reads the file; what was here stays if that fails. A key that is still there keeps what is
    /// left of its requests.
    Status load(const std::filesystem::path& file);

    /// Null for a key that nobody has. Shared, because a key may be taken away while a request of
    /// its is under way.
    std::shared_ptr<Key> find(std::string_view key) const;

private:
    using ByHash = std::unordered_map<std::string, std::shared_ptr<Key>>;

    mutable std::mutex mutex_;
    ByHash keys_;
};

}  // namespace pelf::server
