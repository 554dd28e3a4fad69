// SPDX-License-Identifier: Apache-2.0
//
// For tests and fuzzing: is this SVG or HTML well formed? Strict about what we write ourselves:
// every tag closed but the void ones, every attribute quoted, every reference known. Not part of
// the library.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pelf::engine::testing {

class MarkupCheck {
public:
    explicit MarkupCheck(std::string_view markup) : left_(markup) {}

    /// What is wrong and where, or nothing.
    std::string find_fault() {
        while (fault_.empty() && !left_.empty()) {
            if (left_.starts_with("<!")) {
                take_until('>');
            } else if (left_.starts_with("</")) {
                close_tag(take_until('>'));
            } else if (left_.starts_with('<')) {
                open_tag();
            } else {
                check_text(take_before('<'));
            }
        }
        if (fault_.empty() && !open_.empty()) fault_ = "not closed: " + open_.back();
        return fault_;
    }

    /// All text between tags, references as they are.
    const std::string& shown() const noexcept { return shown_; }

private:
    std::string_view take(std::size_t size_bytes) {
        const std::string_view taken = left_.substr(0, size_bytes);
        left_.remove_prefix(taken.size());
        return taken;
    }
    std::string_view take_before(char stop) {
        return take(std::min(left_.find(stop), left_.size()));
    }
    std::string_view take_until(char stop) {
        const std::size_t end = left_.find(stop);
        if (end == std::string_view::npos) fail("no end of a tag");
        return take(std::min(end, left_.size() - 1) + 1);
    }

    void fail(const std::string& what) {
        if (fault_.empty()) fault_ = what + " before: " + std::string(left_.substr(0, 80));
    }

    void close_tag(std::string_view tag) {
        const std::string name(tag.substr(2, tag.size() - 3));
        if (open_.empty() || open_.back() != name) return fail("closes what is not open: " + name);
        open_.pop_back();
    }

    void open_tag() {
        constexpr std::array<std::string_view, 2> kVoid{"br", "meta"};
        take(1);
        const std::string name(take(std::min(left_.find_first_of(" \n/>"), left_.size())));
        while (fault_.empty() && left_.find_first_not_of(" \n") != std::string_view::npos) {
            take(left_.find_first_not_of(" \n"));
            if (left_.starts_with("/>")) {
                take(2);
                return;
            }
            if (left_.starts_with('>')) {
                take(1);
                if (std::ranges::find(kVoid, name) == kVoid.end()) open_.push_back(name);
                if (name == "style") shown_ += take(std::min(left_.find("</"), left_.size()));
                return;
            }
            attribute();
        }
        fail("a tag that does not end");
    }

    void attribute() {
        take_until('=');
        if (!left_.starts_with('"')) return fail("an attribute without quotes");
        take(1);
        const std::string_view value = take_before('"');
        if (value.find('<') != std::string_view::npos) fail("a tag in an attribute");
        check_references(value);
        take(1);
    }

    void check_text(std::string_view text) {
        if (text.find('>') != std::string_view::npos) fail("a bare >");
        check_references(text);
        shown_ += text;
    }

    void check_references(std::string_view text) {
        for (std::size_t at = text.find('&'); at != std::string_view::npos;
             at = text.find('&', at + 1)) {
            const std::string_view rest = text.substr(at);
            const bool known = rest.starts_with("&amp;") || rest.starts_with("&lt;") ||
                               rest.starts_with("&gt;") || rest.starts_with("&quot;") ||
                               rest.starts_with("&#39;");
            if (!known) fail("a bare &");
        }
    }

    std::string_view left_;
    std::vector<std::string> open_;
    std::string shown_;
    std::string fault_;
};

inline std::string markup_fault(std::string_view markup) {
    return MarkupCheck(markup).find_fault();
}

}  // namespace pelf::engine::testing
