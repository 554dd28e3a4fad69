// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/bitcoin_node.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/http_client.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;
using codec::Hash256;
using Bytes = std::vector<std::byte>;

constexpr std::uint64_t kSmallAnswerBytesMax = 1'048'576;
constexpr std::uint64_t kHexBlockBytesMax = 2 * codec::kBlockBytesMax + 4'096;

Unexpected<Error> failed(Fault fault, std::string message, const std::string& source) {
    return Unexpected(Error{fault, std::move(message), source});
}

/// Asks again while the node is away or starting.
class Caller {
public:
    Caller(const HttpAddress& address, const NodeOptions& options)
        : client_(address, options.timeout_ms),
          attempts_max_(std::max(1U, options.attempts_max)),
          first_pause_(options.first_pause),
          sleep_(options.sleep) {}

    template <class IsBusy>
    Result<HttpAnswer> call(const HttpRequest& request, IsBusy is_busy) {
        auto pause = first_pause_;
        for (unsigned attempt = 1;; ++attempt, pause *= 2) {
            auto answer = client_.exchange(request);
            const bool try_again = answer ? is_busy(*answer) : is_passing(answer.error().fault);
            if (!try_again || attempt == attempts_max_) return answer;
            if (sleep_) sleep_(pause);
        }
    }

private:
    static bool is_passing(Fault fault) { return fault == Fault::io || fault == Fault::truncated; }

    HttpClient client_;
    unsigned attempts_max_;
    std::chrono::milliseconds first_pause_;
    std::function<void(std::chrono::milliseconds)> sleep_;
};

constexpr unsigned kOk = 200;
constexpr unsigned kUnauthorized = 401;
constexpr unsigned kForbidden = 403;
constexpr unsigned kNotFound = 404;
constexpr unsigned kUnavailable = 503;

/// What a status means that neither door expects.
Unexpected<Error> failed_status(const HttpAnswer& answer, const std::string& source) {
    switch (answer.status) {
        case kUnauthorized:
            return failed(Fault::refused,
                          "the node refuses the password; check user and password, or that the "
                          "cookie file is that of the running node",
                          source);
        case kForbidden:
            return failed(Fault::refused,
                          "the node refuses this machine; see its options -rpcallowip and "
                          "-rpcwhitelist",
                          source);
        case kUnavailable:
            return failed(Fault::io,
                          text("the node is starting or has too much to do; try again later",
                               what_it_says(answer.body)),
                          source);
        default:
            return failed(
                Fault::malformed,
                text("expected HTTP status 200, found ", answer.status, what_it_says(answer.body)),
                source);
    }
}

Result<json::value> parse_json(std::string_view body, const std::string& source) {
    json::error_code error;
    auto value = json::parse(json::string_view(body.data(), body.size()), error);
    if (error) {
        return failed(Fault::malformed,
                      text("the answer is not JSON; is this a node's RPC or REST port, or a proxy "
                           "before it?",
                           what_it_says(body)),
                      source);
    }
    return value;
}

/// A member of an object, or nothing.
const json::value* member(const json::value& value, std::string_view name) {
    const auto* object = value.if_object();
    return object == nullptr ? nullptr
                             : object->if_contains(json::string_view(name.data(), name.size()));
}

std::string_view string_of(const json::value* value) {
    const auto* string = value == nullptr ? nullptr : value->if_string();
    return string == nullptr ? std::string_view()
                             : std::string_view(string->data(), string->size());
}

bool is_true(const json::value* value) {
    const auto* flag = value == nullptr ? nullptr : value->if_bool();
    return flag != nullptr && *flag;
}

Result<Hash256> read_hash(const json::value* value, const std::string& source) {
    const auto hash = codec::from_reversed_hex(string_of(value));
    if (!hash) return failed(Fault::malformed, "the answer has no block hash in it", source);
    return *hash;
}

/// The answer of both /rest/chaininfo.json and getblockchaininfo.
Result<NodeTip> read_tip(const json::value& info, const std::string& source) {
    const auto network = string_of(member(info, "chain"));
    const auto chain = codec::parse_chain(network);
    if (!chain) {
        return failed(Fault::refused,
                      text("the node is on a network that is not read:", what_it_says(network)),
                      source);
    }
    PELF_TRY(hash, read_hash(member(info, "bestblockhash"), source));
    const auto* blocks = member(info, "blocks");
    const auto* height = blocks == nullptr ? nullptr : blocks->if_int64();
    if (height == nullptr || *height < 0 || *height > std::numeric_limits<std::int32_t>::max()) {
        return failed(Fault::malformed, "the answer has no number of blocks in it", source);
    }
    return NodeTip{.chain = *chain,
                   .height = static_cast<std::uint32_t>(*height),
                   .hash = hash,
                   .is_pruned = is_true(member(info, "pruned")),
                   .is_syncing = is_true(member(info, "initialblockdownload"))};
}

/// Refuses bytes that do not begin with the header of `hash`.
Result<Bytes> checked(Bytes bytes, const Hash256& hash, const std::string& source) {
    constexpr std::size_t kHeader = codec::kBlockHeaderBytes;
    if (bytes.size() < kHeader || codec::block_hash(std::span(bytes).first<kHeader>()) != hash) {
        return failed(Fault::malformed,
                      text("the answer is not the block that was asked for: its first 80 bytes do "
                           "not hash to ",
                           codec::to_reversed_hex(hash)),
                      source);
    }
    return bytes;
}

class RestNode final : public NodeSource {
public:
    RestNode(const HttpAddress& address, const NodeOptions& options)
        : caller_(address, options), source_(text("http://", address.host, ":", address.port)) {}

    Result<NodeTip> tip() override {
        const std::string target = "/rest/chaininfo.json";
        PELF_TRY(answer, get(target, kSmallAnswerBytesMax));
        if (answer.status == kNotFound) {
            return failed(Fault::not_found,
                          "the node has no REST here; start it with -rest=1, or use its RPC",
                          source_ + target);
        }
        if (answer.status != kOk) return failed_status(answer, source_ + target);
        PELF_TRY(info, parse_json(answer.body, source_ + target));
        return read_tip(info, source_ + target);
    }

    Result<Hash256> hash_at(std::uint32_t height) override {
        const std::string target = text("/rest/blockhashbyheight/", height, ".json");
        PELF_TRY(answer, get(target, kSmallAnswerBytesMax));
        if (answer.status == kNotFound) {
            return failed(
                Fault::not_found,
                text("the node has no block at height ", height, what_it_says(answer.body)),
                source_ + target);
        }
        if (answer.status != kOk) return failed_status(answer, source_ + target);
        PELF_TRY(value, parse_json(answer.body, source_ + target));
        return read_hash(member(value, "blockhash"), source_ + target);
    }

    Result<Bytes> block(const Hash256& hash) override {
        const std::string target = text("/rest/block/", codec::to_reversed_hex(hash), ".bin");
        PELF_TRY(answer, get(target, codec::kBlockBytesMax));
        if (answer.status == kNotFound) {
            return failed(Fault::not_found,
                          text("the node does not have this block; has it been pruned?",
                               what_it_says(answer.body)),
                          source_ + target);
        }
        if (answer.status != kOk) return failed_status(answer, source_ + target);
        const auto bytes = std::as_bytes(std::span(answer.body));
        return checked(Bytes(bytes.begin(), bytes.end()), hash, source_ + target);
    }

private:
    Result<HttpAnswer> get(const std::string& target, std::uint64_t answer_max_bytes) {
        return caller_.call({.target = target,
                             .authorization = {},
                             .json_body = {},
                             .answer_max_bytes = answer_max_bytes},
                            [](const HttpAnswer& answer) { return answer.status == kUnavailable; });
    }

    Caller caller_;
    std::string source_;
};

/// "user:password", from a file that the node writes when it starts.
Result<std::string> read_cookie(const std::filesystem::path& path) {
    constexpr std::uint64_t kCookieBytesMax = 4'096;
    auto bytes = read_file(path, kCookieBytesMax);
    if (!bytes) {
        Error error = std::move(bytes).error();
        error.message += "; the node writes it when it starts, into its data directory";
        return Unexpected(std::move(error));
    }
    const std::string_view content = as_text(*bytes);
    return std::string(trim(content));
}

class RpcNode final : public NodeSource {
public:
    RpcNode(const HttpAddress& address, const NodeOptions& options, std::string user_password)
        : caller_(address, options),
          source_(text("http://", address.host, ":", address.port)),
          cookie_file_(options.cookie_file),
          user_password_(std::move(user_password)) {}

    Result<NodeTip> tip() override {
        PELF_TRY(info, call("getblockchaininfo", {}, kSmallAnswerBytesMax));
        return read_tip(info, source_);
    }

    Result<Hash256> hash_at(std::uint32_t height) override {
        PELF_TRY(value, call("getblockhash", {height}, kSmallAnswerBytesMax));
        return read_hash(&value, source_);
    }

    Result<Bytes> block(const Hash256& hash) override {
        const json::array parameters = {codec::to_reversed_hex(hash), 0};
        PELF_TRY(value, call("getblock", parameters, kHexBlockBytesMax));
        auto bytes = codec::from_hex(string_of(&value));
        if (!bytes) {
            return failed(Fault::malformed, "the answer is not a block in hexadecimal", source_);
        }
        return checked(*std::move(bytes), hash, source_);
    }

private:
    static constexpr std::int64_t kOutOfRange = -8;
    static constexpr std::int64_t kNoSuchBlock = -5;
    static constexpr std::int64_t kPrunedBlock = -1;
    static constexpr std::int64_t kStarting = -28;

    /// The member `result`, or what `error` means.
    Result<json::value> call(std::string_view method, const json::array& parameters,
                             std::uint64_t answer_max_bytes) {
        const json::object body = {{"jsonrpc", "1.0"},
                                   {"id", "pelf"},
                                   {"method", json::string_view(method.data(), method.size())},
                                   {"params", parameters}};
        HttpRequest request{.target = "/",
                            .authorization = basic_authorization(user_password_),
                            .json_body = json::serialize(body),
                            .answer_max_bytes = answer_max_bytes};
        PELF_TRY(answer, caller_.call(request, is_busy));
        if (answer.status == kUnauthorized && !cookie_file_.empty()) {
            // The node was started again since, and has another cookie.
            PELF_TRY(cookie, read_cookie(cookie_file_));
            user_password_ = cookie;
            request.authorization = basic_authorization(user_password_);
            PELF_TRY(second, caller_.call(request, is_busy));
            answer = std::move(second);
        }
        return result_of(answer);
    }

    static std::optional<std::int64_t> error_code_of(const json::value& value) {
        const auto* error = member(value, "error");
        if (error == nullptr || error->is_null()) return std::nullopt;
        const auto* code = member(*error, "code");
        return code != nullptr && code->is_int64() ? code->get_int64() : 0;
    }

    static bool is_busy(const HttpAnswer& answer) {
        if (answer.status == kUnavailable) return true;
        if (answer.status == kOk) return false;
        const auto value = parse_json(answer.body, {});
        return value && error_code_of(*value) == kStarting;
    }

    Result<json::value> result_of(const HttpAnswer& answer) const {
        // Errors come with status 404 or 500, and a body that says more.
        auto value = parse_json(answer.body, source_);
        const auto code = value ? error_code_of(*value) : std::nullopt;
        if (code) {
            const auto said = what_it_says(string_of(member(*member(*value, "error"), "message")));
            if (*code == kStarting) {
                return failed(Fault::io, text("the node is starting; try again later", said),
                              source_);
            }
            if (*code == kOutOfRange || *code == kNoSuchBlock || *code == kPrunedBlock) {
                return failed(Fault::not_found, text("the node does not have this block", said),
                              source_);
            }
            return failed(Fault::malformed, text("the node refuses the request", said), source_);
        }
        if (answer.status != kOk) return failed_status(answer, source_);
        if (!value) return value;
        const auto* result = member(*value, "result");
        if (result == nullptr) {
            return failed(Fault::malformed, "the answer has neither result nor error", source_);
        }
        return *result;
    }

    Caller caller_;
    std::string source_;
    std::filesystem::path cookie_file_;
    std::string user_password_;
};

}  // namespace

Result<std::unique_ptr<NodeSource>> open_node(const NodeOptions& options) {
    PELF_TRY(address, parse_http_address(options.address));
    if (options.door == NodeOptions::Door::rest) {
        return std::unique_ptr<NodeSource>(std::make_unique<RestNode>(address, options));
    }
    std::string user_password = address.user_password;
    if (user_password.empty()) {
        if (options.cookie_file.empty()) {
            return failed(Fault::refused,
                          "RPC needs a password: give http://user:password@host:port, or the "
                          "node's cookie file",
                          options.address);
        }
        PELF_TRY(cookie, read_cookie(options.cookie_file));
        user_password = cookie;
    }
    return std::unique_ptr<NodeSource>(
        std::make_unique<RpcNode>(address, options, std::move(user_password)));
}

}  // namespace pelf::ingest
