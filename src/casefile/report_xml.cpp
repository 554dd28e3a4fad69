// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_xml.hpp"

#include "base/utf8.hpp"

namespace pelf::casefile::report {
namespace {

enum class Ends : std::uint8_t { blank, kept };

std::string safe_xml(std::string_view text, Ends ends) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        const Letter letter = first_letter(text);
        std::size_t used = letter.bytes.size();
        switch (letter.number) {
            case '&': safe += "&amp;"; break;
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '"': safe += "&quot;"; break;
            case '\t': safe += ' '; break;
            case '\r':
                if (text.starts_with("\r\n")) used = 2;
                [[fallthrough]];
            case '\n': safe += ends == Ends::kept ? '\n' : ' '; break;
            default: safe += printable(letter);
        }
        text.remove_prefix(used);
    }
    return safe;
}

}  // namespace

std::string xml_line(std::string_view text) {
    return safe_xml(text, Ends::blank);
}

std::string xml_lines(std::string_view text) {
    return safe_xml(text, Ends::kept);
}

void XmlWriter::open(std::string_view name, Attributes attributes) {
    text_.append(2 * depth_, ' ').append("<").append(prefix_).append(name);
    for (const auto& [key, value] : attributes) {
        text_.append(" ").append(key).append("=\"").append(xml_line(value)).append("\"");
    }
    text_ += ">\n";
    ++depth_;
}

void XmlWriter::close(std::string_view name) {
    --depth_;
    text_.append(2 * depth_, ' ').append("</").append(prefix_).append(name).append(">\n");
}

void XmlWriter::write_leaf(std::string_view name, std::string_view safe) {
    text_.append(2 * depth_, ' ').append("<").append(prefix_).append(name).append(">");
    text_.append(safe).append("</").append(prefix_).append(name).append(">\n");
}

void XmlWriter::leaf(std::string_view name, std::string_view value) {
    write_leaf(name, xml_line(value));
}

void XmlWriter::leaf_if(std::string_view name, std::string_view value) {
    if (!value.empty()) leaf(name, value);
}

void XmlWriter::lines_if(std::string_view name, std::string_view value) {
    if (!value.empty()) write_leaf(name, xml_lines(value));
}

std::string XmlWriter::document() const {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text_;
}

}  // namespace pelf::casefile::report
