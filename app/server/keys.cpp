// SPDX-License-Identifier: Apache-2.0
#include "server/keys.hpp"

#include <sys/random.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/date.hpp"
#include "base/file.hpp"
#include "base/private_file.hpp"
#include "base/text.hpp"
#include "engine/sha256_hex.hpp"
#include "server/json_body.hpp"

namespace pelf::server {
namespace {

constexpr std::uint64_t kFileBytesMax = std::uint64_t{8} << 20;
constexpr std::string_view kKeyPrefix = "pelf_";
constexpr std::size_t kHashLetters = 64;

std::string hash_of(std::string_view key) {
    return engine::sha256_hex(std::as_bytes(std::span(key)));
}

bool is_key_name(std::string_view name) {
    const auto is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return !name.empty() && name.size() <= kKeyNameBytesMax &&
           std::ranges::all_of(name, is_allowed);
}

Status check_name(std::string_view name) {
    if (is_key_name(name)) return Done{};
    return Unexpected(Error{
        Fault::malformed,
        text("expected a key's name of 1 to ", kKeyNameBytesMax, " letters, digits, -, _ and .")});
}

Result<KeyEntry> parse_key(const boost::json::value& value) {
    const Error wrong{Fault::malformed,
                      "expected a key with name, role, sha256, per_second and created"};
    const auto* object = value.if_object();
    if (object == nullptr) return Unexpected(wrong);
    PELF_TRY_DONE(check_members(*object, {"name", "role", "sha256", "per_second", "created"}));
    PELF_TRY(name, text_member(*object, "name"));
    PELF_TRY(role_name, text_member(*object, "role"));
    PELF_TRY(sha256, text_member(*object, "sha256"));
    PELF_TRY(per_second, count_member(*object, "per_second", kPerSecondMax));
    PELF_TRY(created, text_member(*object, "created"));
    if (!name || !role_name || !sha256 || sha256->size() != kHashLetters) return Unexpected(wrong);
    PELF_TRY_DONE(check_name(*name));
    const auto role = parse_role(*role_name);
    if (!role) {
        return Unexpected(Error{Fault::malformed, text("expected the role viewer, analyst, "
                                                       "approver or admin of key ",
                                                       *name)});
    }
    return KeyEntry{*name, *role, ascii_lower(*sha256),
                    static_cast<std::uint32_t>(per_second.value_or(kPerSecondDefault)),
                    parse_as_of(created.value_or("")).value_or(0)};
}

/// In one step, and never for a moment readable by others.
Status write_keys(const std::filesystem::path& file, const std::vector<KeyEntry>& keys) {
    std::filesystem::path beside = file;
    beside += ".new";
    std::error_code error;
    std::filesystem::remove(beside, error);
    const std::string content = to_json(keys);
    PELF_TRY_DONE(create_private_file(beside, std::as_bytes(std::span(content))));
    std::filesystem::rename(beside, file, error);
    if (error) {
        return Unexpected(
            Error{Fault::io, text("cannot put the keys in place: ", error.message())});
    }
    const auto folder = file.parent_path();
    return sync_folder(folder.empty() ? "." : folder);
}

}  // namespace

Result<std::vector<KeyEntry>> parse_keys(std::string_view content) {
    PELF_TRY(document, parse_body(content));
    PELF_TRY_DONE(check_members(document, {"keys"}));
    const auto* list = document.if_contains("keys");
    if (list == nullptr || !list->is_array()) {
        return Unexpected(Error{Fault::malformed, "expected a list \"keys\""});
    }
    if (list->get_array().size() > kKeysMax) {
        return Unexpected(Error{Fault::over_limit, text("more than ", kKeysMax, " keys")});
    }
    std::vector<KeyEntry> keys;
    for (const boost::json::value& value : list->get_array()) {
        PELF_TRY(key, parse_key(value));
        keys.push_back(std::move(key));
    }
    return keys;
}

std::string to_json(const std::vector<KeyEntry>& keys) {
    boost::json::array array;
    for (const KeyEntry& key : keys) {
        array.push_back({{"name", key.name},
                         {"role", to_string(key.role)},
                         {"sha256", key.sha256},
                         {"per_second", key.per_second},
                         {"created", rfc3339(key.created_unix_s)}});
    }
    return boost::json::serialize(boost::json::object{{"keys", std::move(array)}}) + "\n";
}

Result<std::array<std::byte, 32>> secret_bytes() {
    std::array<std::byte, 32> random{};
    if (::getrandom(random.data(), random.size(), 0) == static_cast<ssize_t>(random.size())) {
        return random;
    }
    return Unexpected(Error{Fault::io, "the machine has no random bytes to make a key of"});
}

Result<std::vector<KeyEntry>> read_keys(const std::filesystem::path& file) {
    const auto content = read_file(file, kFileBytesMax);
    if (!content) {
        if (content.error().fault == Fault::not_found) return std::vector<KeyEntry>();
        return Unexpected(content.error());
    }
    return parse_keys(as_text(*content));
}

Result<std::string> add_key(const std::filesystem::path& file, const KeyEntry& entry,
                            std::span<const std::byte> random) {
    PELF_TRY_DONE(check_name(entry.name));
    PELF_TRY(keys, read_keys(file));
    if (std::ranges::find(keys, entry.name, &KeyEntry::name) != keys.end()) {
        return Unexpected(
            Error{Fault::refused, text("there is a key of that name already: ", entry.name)});
    }
    std::string key(kKeyPrefix);
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (const std::byte byte : random) {
        key += kDigits[std::to_integer<std::size_t>(byte >> 4U)];
        key += kDigits[std::to_integer<std::size_t>(byte & std::byte{15})];
    }
    keys.push_back(entry);
    keys.back().sha256 = hash_of(key);
    PELF_TRY_DONE(write_keys(file, keys));
    return key;
}

Status remove_key(const std::filesystem::path& file, std::string_view name) {
    PELF_TRY(keys, read_keys(file));
    const auto removed = std::erase_if(keys, [&](const KeyEntry& key) { return key.name == name; });
    if (removed == 0) {
        return Unexpected(Error{Fault::not_found, text("there is no key of the name ", name)});
    }
    return write_keys(file, keys);
}

Status KeyRing::load(const std::filesystem::path& file) {
    PELF_TRY(entries, read_keys(file));
    ByHash keys;
    const std::lock_guard guard(mutex_);
    for (const KeyEntry& entry : entries) {
        const auto old = keys_.find(entry.sha256);
        const bool is_same = old != keys_.end() && old->second->caller.name == entry.name &&
                             old->second->caller.role == entry.role &&
                             old->second->bucket.per_second() == entry.per_second;
        // Not make_shared: a bucket cannot be moved.
        keys[entry.sha256] = is_same ? old->second
                                     : std::shared_ptr<Key>(new Key{{entry.name, entry.role},
                                                                    TokenBucket(entry.per_second)});
    }
    keys_.swap(keys);
    return Done{};
}

std::shared_ptr<KeyRing::Key> KeyRing::find(std::string_view key) const {
    const std::string hash = hash_of(key);
    const std::lock_guard guard(mutex_);
    const auto found = keys_.find(hash);
    return found == keys_.end() ? nullptr : found->second;
}

}  // namespace pelf::server
