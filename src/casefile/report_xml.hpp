// SPDX-License-Identifier: Apache-2.0
//
// XML as reports need it: elements in order, two blanks a level, every text made safe on its way.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace pelf::casefile::report {

/// Safe inside an element and a quoted attribute: & < > " become references, characters that XML
/// forbids, other control characters and those that turn the writing direction become U+FFFD, bytes
/// that are no UTF-8 as well. Line ends (LF, CR LF, CR) and tabs become one blank each.
std::string xml_line(std::string_view text);

/// The same, with line ends kept as LF.
std::string xml_lines(std::string_view text);

class XmlWriter {
public:
    /// `prefix` goes before every element's name: "fc2:". Must outlive this.
    explicit XmlWriter(std::string_view prefix = {}) : prefix_(prefix) {}

    using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

    /// The element with what `content` writes into it. Attributes are made safe here.
    template <class Content>
    void element(std::string_view name, Attributes attributes, const Content& content) {
        open(name, attributes);
        content();
        close(name);
    }
    template <class Content>
    void element(std::string_view name, const Content& content) {
        element(name, {}, content);
    }
    /// An element of one line of text.
    void leaf(std::string_view name, std::string_view value);
    /// Nothing where the value is empty.
    void leaf_if(std::string_view name, std::string_view value);
    /// An element of text with its line ends; nothing where the value is empty.
    void lines_if(std::string_view name, std::string_view value);

    /// With the XML declaration before it.
    std::string document() const;

private:
    void open(std::string_view name, Attributes attributes);
    void close(std::string_view name);
    void write_leaf(std::string_view name, std::string_view safe);

    std::string_view prefix_;
    std::string text_;
    std::size_t depth_ = 0;
};

}  // namespace pelf::casefile::report
